package org.optnet4j.examples.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.testing.NpzWriter;

class SuiteTest {
    private static final String MAROS_MESZAROS = "optnet4j.maros-meszaros";

    @TempDir
    private Path folder;

    private String printed = "";

    private Suite.Result run(Path where, QpSettings settings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (QpSolver solver = QpSolver.create(settings)) {
            Suite.Result result = Suite.of(where).run(solver, new PrintStream(bytes, true, StandardCharsets.UTF_8));
            printed = bytes.toString(StandardCharsets.UTF_8);
            return result;
        }
    }

    private void write(String name, double slope) throws IOException {
        Files.write(
                folder.resolve(name + ".npz"),
                new NpzWriter()
                        .add("Qdiag", "(1,)", 0)
                        .add("q", "(1,)", slope)
                        .add("r", "()", 10)
                        .add("lb", "(1,)", 2)
                        .bytes());
    }

    @Test
    void comparesWithTheReference() throws IOException {
        write("a", 1);
        Files.writeString(folder.resolve("reference.csv"), "name,n,objective_including_r\na,1,12\n");
        assertEquals(new Suite.Result(true, 0), run(folder, QpSettings.defaults()));
        assertTrue(printed.contains("1 of 1 solved {SOLVED=1}"), printed);
        Files.writeString(folder.resolve("reference.csv"), "name,n,objective_including_r\na,1,12.001\n");
        assertFalse(run(folder, QpSettings.defaults()).allSolved());
    }

    @Test
    void goesOnAfterBadFilesAndUnsolvedProblems() throws IOException {
        write("unbounded", -1);
        write("solved", 1);
        Files.writeString(folder.resolve("broken.npz"), "no zip file");
        Files.writeString(folder.resolve("notes.txt"), "not a problem");
        assertEquals(new Suite.Result(false, 1), run(folder, QpSettings.defaults()));
        assertTrue(printed.contains("DUAL_INFEASIBLE"), printed);
        assertTrue(printed.contains("broken.npz: expected a zip file"), printed);
        assertTrue(printed.contains("1 of 2 solved, 1 files malformed"), printed);
    }

    @Test
    void takesFilesOfAllFormats() throws IOException {
        write("a", 1);
        String rest = "ROWS\n N f\nCOLUMNS\n x f 1\nRHS\n r f -3\nBOUNDS\n %s x 2\nENDATA\n";
        Files.writeString(folder.resolve("B.QPS"), rest.formatted("LO"));
        Files.writeString(folder.resolve("c.SIF"), "OBJSENSE MAX\n" + rest.formatted("UP"));
        Files.writeString(folder.resolve("d.mps"), "ROWS\n");
        Files.writeString(folder.resolve("reference.csv"), "name,objective_including_r\na,12\nB,5\nc,5\n");
        assertEquals(new Suite.Result(true, 1), run(folder, QpSettings.defaults()));
        assertTrue(printed.contains("3 of 3 solved, 1 files malformed"), printed);
        assertTrue(printed.contains("d.mps: truncated"), printed);
    }

    @Test
    void aFolderWithoutProblemsIsRefused() {
        assertThrows(InputException.class, () -> Suite.of(folder));
        assertThrows(InputException.class, () -> Suite.of(folder.resolve("none")));
    }

    /** The dense problems of Maros and Meszaros, wherever they are: {@code -Doptnet4j.maros-meszaros=DIR}. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-9})
    @EnabledIfSystemProperty(named = MAROS_MESZAROS, matches = ".+")
    void marosAndMeszaros(double eps) {
        QpSettings settings =
                QpSettings.defaults().withEpsAbs(eps).withEpsRel(eps).withGradients(false);
        Suite.Result result = run(Path.of(System.getProperty(MAROS_MESZAROS)), settings);
        System.out.println(printed.lines().reduce("", (before, line) -> line));
        assertEquals(new Suite.Result(true, 0), result, printed);
    }
}
