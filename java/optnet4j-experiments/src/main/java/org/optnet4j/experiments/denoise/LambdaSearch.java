package org.optnet4j.experiments.denoise;

import java.util.Locale;
import org.optnet4j.examples.terminal.Progress;
import org.optnet4j.examples.terminal.Terminal;

/**
 * Finds the weight of total variation that is best on training signals, among the paper's: 0, 1, ..., 100. A part of the
 * signals is enough for that: the error hardly changes near the best weight.
 */
final class LambdaSearch {
    private static final int LARGEST = 100;
    private static final int SEARCHED = 2000;

    private final TotalVariation totalVariation;

    LambdaSearch(TotalVariation totalVariation) {
        this.totalVariation = totalVariation;
    }

    TotalVariationResult run(SignalSet train, SignalSet test, Terminal terminal) {
        long started = System.nanoTime();
        SignalSet searched = train.range(0, Math.min(SEARCHED, train.size()));
        double[] mse = new double[LARGEST + 1];
        int best = 0;
        long unsolved = 0;
        try (Progress progress = Progress.start("total variation", mse.length, " lambdas", terminal)) {
            for (int lambda = 0; lambda < mse.length; lambda++) {
                Denoised denoised = totalVariation.denoise(searched.noisy(), lambda);
                mse[lambda] = searched.meanSquaredError(denoised.signals());
                unsolved += denoised.unsolved();
                best = mse[lambda] < mse[best] ? lambda : best;
                progress.step(1);
                progress.note(String.format(Locale.ROOT, "best lambda %d, MSE %.2f", best, mse[best]));
            }
        }
        Denoised trained = totalVariation.denoise(train.noisy(), best);
        Denoised tested = totalVariation.denoise(test.noisy(), best);
        return new TotalVariationResult(
                mse,
                best,
                train.meanSquaredError(trained.signals()),
                test.meanSquaredError(tested.signals()),
                unsolved + trained.unsolved() + tested.unsolved(),
                (System.nanoTime() - started) * 1e-9);
    }
}
