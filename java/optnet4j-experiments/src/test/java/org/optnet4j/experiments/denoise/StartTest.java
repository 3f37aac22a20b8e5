package org.optnet4j.experiments.denoise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.optnet4j.QpSolver;
import org.optnet4j.experiments.testing.TestSeed;

class StartTest {
    private final long seed = TestSeed.next();

    /** Up to the small random part of W, and to the 1e-4 that Q has where total variation has nothing. */
    @Test
    void theLayerStartsAsTotalVariation() {
        int length = 40;
        DenoisingSize size = new DenoisingSize(length);
        SignalSet signals = SignalSet.draw(new SignalLaw(length, 10), 20, seed, 1);
        try (QpSolver solver = QpSolver.create();
                Denoiser model = ModelKind.OPTNET_TV.open(
                        size, ModelKind.OPTNET_TV.start(size, 20, new SplittableRandom(seed)), solver);
                Denoiser.Pass pass = model.forward(signals.noisy())) {
            Denoised expected = new TotalVariation(solver, length).denoise(signals.noisy(), 20);
            SignalSet asTruth = new SignalSet(length, signals.noisy(), expected.signals());
            assertEquals(0, asTruth.meanSquaredError(pass.output().signals()), 0.5, "seed " + seed);
        }
    }
}
