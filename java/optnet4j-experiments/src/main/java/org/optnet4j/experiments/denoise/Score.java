package org.optnet4j.experiments.denoise;

/** Adds up the squared errors of batches. */
final class Score {
    private double errorTimesSignals;
    private int signals;
    private long unsolved;

    void add(SignalSet batch, Denoised denoised) {
        errorTimesSignals += batch.meanSquaredError(denoised.signals()) * batch.size();
        signals += batch.size();
        unsolved += denoised.unsolved();
    }

    /** Mean squared error so far. */
    double mse() {
        return errorTimesSignals / signals;
    }

    /** Signals so far whose problem was not solved; each counts with its noisy signal as the answer. */
    long unsolved() {
        return unsolved;
    }
}
