package org.optnet4j.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.QpSolver;

class BackendsTest {

    @Test
    void theJavaBackEndIsAlwaysThereAndTriedLast() {
        List<String> names = Backends.all().stream().map(Backend::name).toList();
        assertEquals(List.of("cuda", "cpu", "java"), names);
        assertTrue(Backends.select("java").unavailableReasons().isEmpty());
        assertTrue(Backends.report().contains("java: available"), Backends.report());
    }

    @Test
    void autoTakesTheFirstAvailable() {
        Backend first = Backends.all().stream()
                .filter(backend -> backend.unavailableReasons().isEmpty())
                .findFirst()
                .orElseThrow();
        assertEquals(first.name(), Backends.select("auto").name());
    }

    @Test
    void thePropertyOverridesAuto() {
        System.setProperty(Backends.PROPERTY, "java");
        try (QpSolver solver = QpSolver.create()) {
            assertEquals("java", solver.backend());
        } finally {
            System.clearProperty(Backends.PROPERTY);
        }
    }

    @Test
    void brokenProvidersAreReportedAndTakeNobodyDown(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(Backend.class.getName()), List.of("no.such.Provider", "org.optnet4j.QpBatch"));
        List<URL> path = new ArrayList<>(List.of(folder.toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(new File(entry).toURI().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> backends = loader.loadClass(Backends.class.getName());
            String report = (String) backends.getMethod("report").invoke(null);
            assertTrue(report.contains("no.such.Provider"), report);
            assertTrue(report.contains("org.optnet4j.QpBatch"), report);
            assertTrue(report.contains("java: available"), report);
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        String unknown = assertThrows(BackendUnavailableException.class, () -> Backends.select("abacus"))
                .getMessage();
        assertTrue(unknown.startsWith("Back end 'abacus' does not exist; there are: auto, "), unknown);
    }
}
