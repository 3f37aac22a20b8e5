package org.optnet4j.experiments.timing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.stress.Chunk;
import org.optnet4j.experiments.testing.TestSeed;

class PaperProblemsTest {
    private final long seed = TestSeed.next();

    @Test
    void followsThePapersLaw() {
        int n = 8;
        int count = 500;
        Chunk chunk = PaperProblems.make(count, n, Precision.FLOAT64, seed).chunk();
        double diagonal = 0;
        double beside = 0;
        for (int i = 0; i < count; i++) {
            diagonal += chunk.Q()[i * n * n] / count;
            beside += chunk.Q()[i * n * n + 1] / count;
            assertEquals(chunk.Q()[i * n * n + 1], chunk.Q()[i * n * n + n]);
        }
        // n E[u^2] + 1e-3 and n E[u]^2 for a uniform u; five standard errors or more.
        assertEquals(n / 3.0 + 1e-3, diagonal, 0.2, "seed " + seed);
        assertEquals(n / 4.0, beside, 0.2, "seed " + seed);
        assertEquals(1, variance(chunk.q()), 0.15, "seed " + seed);
        assertEquals(1, variance(chunk.G()), 0.05, "seed " + seed);
        // h = G z0 + s0: variance n + 1/12, mean 1/2.
        assertEquals(n, variance(chunk.h()), 1.5, "seed " + seed);
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    @Test
    void theFirstProblemsAreTheSameHoweverManyThereAre() {
        Chunk one = PaperProblems.make(1, 5, Precision.FLOAT64, seed).chunk();
        Chunk many = PaperProblems.make(3, 5, Precision.FLOAT64, seed).chunk();
        assertArrayEquals(one.Q(), Arrays.copyOf(many.Q(), 25));
        assertArrayEquals(one.h(), Arrays.copyOf(many.h(), 5));
        assertNotEquals(many.q()[0], many.q()[5], "seed " + seed);
    }

    @Test
    void inSinglePrecisionTheyAreRoundedBeforeTheyAreChecked() {
        PaperProblems problems = PaperProblems.make(2, 5, Precision.FLOAT32, seed);
        assertArrayEquals(problems.chunk().Q(), problems.batch().Q().toDoubles());
        assertEquals(Precision.FLOAT32, problems.batch().precision());
    }

    @Test
    void aProblemAloneIsThatOfTheBatch() {
        PaperProblems problems = PaperProblems.make(3, 4, Precision.FLOAT64, seed);
        QpBatch alone = problems.alone(2);
        assertEquals(1, alone.batchSize());
        assertArrayEquals(
                Arrays.copyOfRange(problems.chunk().G(), 32, 48), alone.G().toDoubles());
        assertArrayEquals(
                Arrays.copyOfRange(problems.chunk().h(), 8, 12), alone.h().toDoubles());
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void theResidualIsSmallForASolutionAndLargeForAnotherPoint(Precision precision) {
        PaperProblems problems = PaperProblems.make(4, 6, precision, seed);
        try (QpSolver solver = QpSolver.builder().backend("java").build();
                QpSolution solution = solver.solve(problems.batch())) {
            double allowed = precision == Precision.FLOAT64 ? 1e-7 : 1e-3;
            assertTrue(problems.residual(solution) <= allowed, "seed " + seed);
            double[] x = solution.x().toDoubles();
            x[23] += 0.1;
            double wrong = problems.residual(new Answers(x, solution.lambda().toDoubles()));
            assertTrue(wrong > 2 * allowed, "seed " + seed + ": " + wrong);
        }
    }

    @Test
    void ojAlgoAnswersTheSameProblems() {
        PaperProblems problems = PaperProblems.make(3, 5, Precision.FLOAT64, seed);
        double activeSet = residual(problems, false);
        assertTrue(activeSet <= 1e-9, "seed " + seed + ": " + activeSet);
        // Stops early, and sometimes gives up; answers to other problems would be off by the order of one.
        double admm = residual(problems, true);
        assertTrue(Double.isInfinite(admm) || admm <= 1e-2, "seed " + seed + ": " + admm);
    }

    private static double residual(PaperProblems problems, boolean admm) {
        OjAlgoSequence sequence = new OjAlgoSequence(problems.chunk(), admm);
        sequence.run();
        return problems.residual(sequence.answers());
    }
}
