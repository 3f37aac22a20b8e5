package org.optnet4j.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
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
    void whatIsNotThereIsNamed() {
        String unknown = assertThrows(BackendUnavailableException.class, () -> Backends.select("abacus"))
                .getMessage();
        assertTrue(unknown.startsWith("Back end 'abacus' does not exist; there are: auto, "), unknown);
    }
}
