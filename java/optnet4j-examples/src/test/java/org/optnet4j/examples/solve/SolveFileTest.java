package org.optnet4j.examples.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.testing.AvailableBackends;
import org.optnet4j.examples.testing.NpzWriter;

class SolveFileTest {
    private static final String SMALL =
            "{\"Q\":[[2,0],[0,2]],\"q\":[-2,-5],\"G\":[[1,2],[-1,0]],\"h\":[3,0],\"dLdx\":[1,0.5]}";
    private static final String MIXED = """
            {"problems":[
              %s,
              {"Q":[[1]],"q":[1]},
              {"Q":[[-1]],"q":[1],"dLdx":[1]},
              {"Q":[[2,0],[0,2]],"q":[-2,-5],"A":[[1,1]],"b":[1],"dLdnu":[1]},
              {"Q":[[3]],"q":[1]},
              {"Q":[[2,0],[0,2]],"q":[1,1],"G":[[1,2],[-1,0]],"h":[3,0],"dLdx":[1,0]}
            ]}
            """.formatted(SMALL);

    @TempDir
    private Path folder;

    static Stream<String> backends() {
        return AvailableBackends.names();
    }

    private JsonNode solve(String json, Precision precision, String backend) throws Exception {
        Path output = folder.resolve("out.json");
        SolveFile file = silent(precision);
        Path input = Files.writeString(folder.resolve("in.json"), json);
        try (QpSolver solver = QpSolver.builder().backend(backend).build()) {
            file.solve(file.read(input.toString()), solver, output);
        }
        return new ObjectMapper().readTree(output.toFile());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void mixedShapesComeBackInInputOrder(String backend) throws Exception {
        JsonNode answer = solve(MIXED, Precision.FLOAT64, backend);
        assertEquals(backend, answer.get("backend").asText());
        JsonNode results = answer.get("results");
        assertEquals(6, results.size());
        List<String> statuses = results.findValuesAsText("status");
        assertEquals(List.of("SOLVED", "SOLVED", "NOT_POSITIVE_DEFINITE", "SOLVED", "SOLVED", "SOLVED"), statuses);
        assertEquals(-1, results.get(1).get("x").get(0).asDouble(), 1e-8);
        assertEquals(-1.0 / 3, results.get(4).get("x").get(0).asDouble(), 1e-8);
        assertEquals(2, results.get(5).get("lambda").size());
        assertEquals(2.5, results.get(3).get("nu").get(0).asDouble(), 1e-8);
        // Gradients exactly where some dLd.. was given, and null where there is no solution to differentiate.
        assertTrue(results.get(0).has("gradients"));
        assertFalse(results.get(1).has("gradients"));
        assertTrue(results.get(2).get("gradients").isNull());
        assertTrue(results.get(2).get("x").get(0).isNull());
        assertTrue(results.get(2).get("objective").isNull());
        assertEquals(1, results.get(3).get("gradients").get("A").size());
        assertEquals(0, results.get(3).get("gradients").get("G").size());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void numbersHaveTheBitsOfTheLibrary(String backend) throws Exception {
        JsonNode result = solve("{\"problems\":[" + SMALL + "]}", Precision.FLOAT64, backend)
                .get("results")
                .get(0);
        QpBatch batch = QpBatch.builder(1, 2)
                .Q(BatchArray.perProblem(2, 0, 0, 2))
                .q(BatchArray.perProblem(-2, -5))
                .G(BatchArray.perProblem(1, 2, -1, 0))
                .h(BatchArray.perProblem(3, 0))
                .build();
        try (QpSolver solver = QpSolver.builder().backend(backend).build();
                QpSolution solution = solver.solve(batch)) {
            QpGradients gradients = solution.gradients(BatchArray.perProblem(1, 0.5));
            assertBits(solution.x(), result.get("x"));
            assertBits(solution.lambda(), result.get("lambda"));
            assertBits(solution.slack(), result.get("slack"));
            assertEquals(solution.objective(0), result.get("objective").asDouble());
            assertEquals(solution.gap(0), result.get("gap").asDouble());
            assertEquals(solution.iterations(0), result.get("iterations").asInt());
            assertEquals(
                    gradients.Q().get(1),
                    result.get("gradients").get("Q").get(0).get(1).asDouble());
            assertEquals(
                    gradients.G().get(2),
                    result.get("gradients").get("G").get(1).get(0).asDouble());
            assertBits(gradients.h(), result.get("gradients").get("h"));
        }
    }

    private static void assertBits(BatchArray expected, JsonNode actual) {
        assertEquals(expected.length(), actual.size());
        for (int i = 0; i < expected.length(); i++) {
            assertEquals(expected.get(i), actual.get(i).asDouble());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void float32IsWrittenWithFloat32Digits(String backend) throws Exception {
        JsonNode result = solve("{\"problems\":[" + SMALL + "]}", Precision.FLOAT32, backend)
                .get("results")
                .get(0);
        String digits = result.get("x").get(0).asText();
        assertTrue(digits.length() <= 12, digits);
        assertEquals(0.4, result.get("x").get(0).asDouble(), 1e-3);
    }

    @Test
    void noProblemsNoAnswers() throws Exception {
        JsonNode answer = solve("{\"problems\":[]}", Precision.FLOAT64, "java");
        assertEquals(0, answer.get("results").size());
    }

    @Test
    void hugeNumbersDoNotCrash() throws Exception {
        JsonNode answer = solve(
                "{\"problems\":[{\"Q\":[[1e308]],\"q\":[-1e308],\"G\":[[1e308]],\"h\":[-1e308]},"
                        + "{\"Q\":[[1]],\"q\":[1]}]}",
                Precision.FLOAT64,
                "java");
        assertEquals("SOLVED", answer.get("results").get(1).get("status").asText());
    }

    @Test
    void whatDoesNotFitFloat32IsRefused() throws Exception {
        Path npz = Files.write(
                folder.resolve("in.npz"),
                new NpzWriter()
                        .add("Qdiag", "(2,)", 1, 1)
                        .add("q", "(2,)", 1, 1)
                        .add("lb", "(2,)", Double.NEGATIVE_INFINITY, -1e39)
                        .bytes());
        Path qps = Files.writeString(
                folder.resolve("in.qps"), "NAME\nROWS\n N obj\nCOLUMNS\n x obj 1e300\nQUADOBJ\n x x 1\nENDATA\n");
        assertRefused(npz, "lb: expected numbers that fit float32, got one of magnitude 1.0E39 at 1");
        assertRefused(qps, "q: expected numbers that fit float32, got one of magnitude 1.0E300 at 0");
        for (Path file : List.of(npz, qps)) {
            assertEquals(
                    1, silent(Precision.FLOAT64).read(file.toString()).list().size());
        }
    }

    private static void assertRefused(Path file, String message) {
        InputException e = assertThrows(
                InputException.class, () -> silent(Precision.FLOAT32).read(file.toString()));
        assertEquals(file + ": " + message, e.getMessage());
    }

    private static SolveFile silent(Precision precision) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        return new SolveFile(precision, nowhere, nowhere);
    }
}
