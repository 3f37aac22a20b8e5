package org.optnet4j.experiments.denoise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.experiments.testing.TestSeed;

class TotalVariationTest {
    private static final int LENGTH = 60;

    private final long seed = TestSeed.next();
    private final SignalSet set = SignalSet.draw(new SignalLaw(LENGTH, 10), 20, seed, 1);

    /**
     * The minimiser z is the only one for which u, the running sum of y - z, is at most &lambda; everywhere, ends at zero,
     * and is &lambda; where z falls and -&lambda; where it rises.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 13, 21, 100, 1e4})
    void isTheMinimiser(double lambda) {
        try (QpSolver solver = QpSolver.create()) {
            Denoised denoised = new TotalVariation(solver, LENGTH).denoise(set.noisy(), lambda);
            assertEquals(0, denoised.unsolved());
            for (int k = 0; k < set.size(); k++) {
                double u = 0;
                for (int i = 0; i < LENGTH; i++) {
                    int at = k * LENGTH + i;
                    String where = "seed " + seed + ", signal " + k + ", place " + i;
                    u += set.noisy()[at] - denoised.signals()[at];
                    assertTrue(Math.abs(u) <= lambda + 1e-4, where);
                    if (i == LENGTH - 1) {
                        assertEquals(0, u, 1e-6, where);
                    } else {
                        double fall = denoised.signals()[at] - denoised.signals()[at + 1];
                        if (Math.abs(fall) > 1e-3) {
                            assertEquals(lambda * Math.signum(fall), u, 1e-3 * (1 + lambda), where);
                        }
                    }
                }
            }
        }
    }

    @Test
    void ofAStepKeepsTheStepAndShrinksIt() {
        double[] step = {0, 0, 0, 0, 10, 10, 10, 10};
        try (QpSolver solver = QpSolver.create()) {
            Denoised denoised = new TotalVariation(solver, step.length).denoise(step, 4);
            assertArrayEquals(new double[] {1, 1, 1, 1, 9, 9, 9, 9}, denoised.signals(), 1e-5);
        }
    }

    @Test
    void theSearchTakesTheBestWeight() {
        SignalSet few = SignalSet.draw(new SignalLaw(10, 10), 5, seed, 1);
        try (QpSolver solver = QpSolver.create()) {
            TotalVariation totalVariation = new TotalVariation(solver, 10);
            TotalVariationResult result = new LambdaSearch(totalVariation).run(few, few, new Terminal(false, 80));
            for (int lambda = 0; lambda <= 100; lambda++) {
                double mse = few.meanSquaredError(
                        totalVariation.denoise(few.noisy(), lambda).signals());
                assertEquals(mse, result.mseByLambda()[lambda], "seed " + seed + ", lambda " + lambda);
                assertTrue(result.trainMse() <= mse, "seed " + seed + ", lambda " + lambda);
            }
            assertEquals(result.trainMse(), result.mseByLambda()[result.lambda()], "seed " + seed);
            assertEquals(result.trainMse(), result.testMse(), "seed " + seed);
        }
    }
}
