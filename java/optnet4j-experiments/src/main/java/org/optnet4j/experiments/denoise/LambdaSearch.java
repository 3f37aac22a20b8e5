package org.optnet4j.experiments.denoise;

import java.util.Locale;
import org.optnet4j.examples.terminal.Progress;
import org.optnet4j.examples.terminal.Terminal;

/** Finds the weight of total variation that is best on training signals, among the paper's: 0, 1, ..., 100. */
final class LambdaSearch {
    private static final int LARGEST = 100;

    private final TotalVariation totalVariation;

    LambdaSearch(TotalVariation totalVariation) {
        this.totalVariation = totalVariation;
    }

    TotalVariationResult run(SignalSet train, SignalSet test, Terminal terminal) {
        long started = System.nanoTime();
        double[] mse = new double[LARGEST + 1];
        int best = 0;
        long unsolved = 0;
        try (Progress progress = Progress.start("total variation", mse.length, " lambdas", terminal)) {
            for (int lambda = 0; lambda < mse.length; lambda++) {
                Denoised denoised = totalVariation.denoise(train.noisy(), lambda);
                mse[lambda] = train.meanSquaredError(denoised.signals());
                unsolved += denoised.unsolved();
                best = mse[lambda] < mse[best] ? lambda : best;
                progress.step(1);
                progress.note(String.format(Locale.ROOT, "best lambda %d, MSE %.2f", best, mse[best]));
            }
        }
        Denoised tested = totalVariation.denoise(test.noisy(), best);
        double seconds = (System.nanoTime() - started) * 1e-9;
        return new TotalVariationResult(
                mse, best, test.meanSquaredError(tested.signals()), unsolved + tested.unsolved(), seconds);
    }
}
