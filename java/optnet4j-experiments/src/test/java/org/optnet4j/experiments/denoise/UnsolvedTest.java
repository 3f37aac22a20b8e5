package org.optnet4j.experiments.denoise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.experiments.testing.TestSeed;

/** Problems that are not solved: here because they get one iteration only. */
class UnsolvedTest {
    private final long seed = TestSeed.next();
    private final SignalSet signals = SignalSet.draw(new SignalLaw(10, 10), 5, seed, 1);
    private final QpSettings hopeless = QpSettings.defaults().withMaxIterations(1);

    @Test
    void areCountedStayAsTheyAreAndContributeNoGradient() {
        DenoisingSize size = new DenoisingSize(10);
        try (QpSolver solver = QpSolver.create(hopeless);
                Denoiser model = ModelKind.OPTNET_TV.open(
                        size, ModelKind.OPTNET_TV.start(size, 20, new SplittableRandom(seed)), solver);
                Denoiser.Pass pass = model.forward(signals.noisy())) {
            assertEquals(5, pass.output().unsolved(), "seed " + seed);
            assertArrayEquals(signals.noisy(), pass.output().signals(), 1e-12, "seed " + seed);
            SortedMap<String, double[]> gradient =
                    pass.gradient(signals.lossGradient(pass.output().signals()));
            gradient.forEach((name, values) ->
                    assertTrue(Arrays.stream(values).allMatch(value -> value == 0), name + ", seed " + seed));
        }
    }

    @Test
    void ofTotalVariationAreCountedToo() {
        try (QpSolver solver = QpSolver.create(hopeless)) {
            Denoised denoised = new TotalVariation(solver, 10).denoise(signals.noisy(), 20);
            assertEquals(5, denoised.unsolved(), "seed " + seed);
            assertArrayEquals(signals.noisy(), denoised.signals(), "seed " + seed);
        }
    }
}
