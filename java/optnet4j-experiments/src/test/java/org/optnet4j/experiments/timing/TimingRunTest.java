package org.optnet4j.experiments.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.Precision;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.experiments.testing.TestSeed;

class TimingRunTest {
    @TempDir
    private Path folder;

    @Test
    void everyTimeStandsBesideItsResidual() throws Exception {
        long seed = TestSeed.next();
        TimingRequest request = new TimingRequest(
                "java",
                1,
                seed,
                3,
                0,
                1,
                List.of(Precision.FLOAT64, Precision.FLOAT32),
                List.of(3, 6),
                4,
                List.of(1, 2),
                5,
                folder);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertTrue(new TimingRun(request, "1.2.3", new PrintStream(printed, true, StandardCharsets.UTF_8)).run());
        JsonNode metrics =
                new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
        assertEquals("java", metrics.get("backend").asText());
        assertEquals(2 * 2 * 2, metrics.get("layers").size());
        for (JsonNode layer : metrics.get("layers")) {
            assertTrue(layer.get("forwardSeconds").asDouble() > 0, layer.toString());
            assertTrue(layer.get("backwardSeconds").asDouble() > 0, layer.toString());
            assertEquals(2, layer.get("trials").asInt());
            assertSmall(layer, seed);
        }
        // Two ways of ojAlgo, and two of ours in two precisions.
        assertEquals(2 * (2 + 2 * 2), metrics.get("solvers").size());
        for (JsonNode solver : metrics.get("solvers")) {
            assertTrue(solver.get("seconds").asDouble() > 0, solver.toString());
            // How accurate the other solver is, is for the run to say.
            if (!solver.get("solver").asText().startsWith("ojAlgo")) {
                assertSmall(solver, seed);
            }
        }
        String tables = Files.readString(folder.resolve("tables.md"));
        assertTrue(tables.contains("| 128 | Gurobi, one by one, the paper | | 4.67e+03 | 25 | | |"), tables);
        assertEquals(
                8,
                tables.lines()
                        .filter(line -> line.matches("\\| (QP|linear) \\| float.*"))
                        .count(),
                tables);
        for (String picture : List.of("layers.png", "solvers.png")) {
            assertTrue(ImageIO.read(folder.resolve(picture).toFile()).getWidth() > 500);
        }
        assertTrue(tables.contains(", 1 thread, "), tables);
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("residual"));
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains(", 1 thread, "));
    }

    @Test
    void whatOursDidNotSolveCounts() {
        assertTrue(solved(0, SolverTiming.BATCHED, 1e-9));
        assertTrue(solved(0, SolverTiming.ADMM, Double.NaN), "not ours");
        assertFalse(solved(Double.POSITIVE_INFINITY, SolverTiming.BATCHED, 1e-9));
        assertFalse(solved(0, SolverTiming.BATCHED, Double.POSITIVE_INFINITY));
        assertFalse(solved(0, SolverTiming.SINGLE, Double.NaN));
    }

    private static boolean solved(double ofLayer, String solver, double ofSolver) {
        return new TimingMetrics(
                        "1",
                        "java",
                        1,
                        1,
                        2,
                        "P",
                        "J",
                        0,
                        List.of(new LayerTime("QP", "float64", 1, 1, 1, 1, 1, ofLayer)),
                        List.of(new SolverTime(solver, "float64", 1, 1, 1, ofSolver)))
                .solved();
    }

    @Test
    void answersThatAreNotDoneHaveNoResidual() {
        PaperProblems problems = PaperProblems.make(2, 5, Precision.FLOAT64, 1);
        try (QpSolver solver = QpSolver.create(QpSettings.defaults().withMaxIterations(1));
                QpSolution solution = solver.solve(problems.batch())) {
            assertEquals(Double.POSITIVE_INFINITY, problems.residual(solution));
        }
    }

    private static void assertSmall(JsonNode time, long seed) {
        double allowed = time.get("precision").asText().equals("float64") ? 1e-6 : 1e-3;
        assertTrue(time.get("residual").asDouble() <= allowed, "seed " + seed + ": " + time);
    }
}
