package org.optnet4j.experiments.denoise;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.optnet4j.examples.random.RandomStreams;

/**
 * Signals with and without noise, one after the other.
 *
 * @param length of one signal
 * @param noisy size() x length
 * @param clean size() x length
 */
record SignalSet(int length, double[] noisy, double[] clean) {
    /**
     * Draws signals. Each has a random stream of its own, so that more signals begin with the same ones.
     *
     * @param law of the signals
     * @param count how many
     * @param seed of the run
     * @param purpose tells apart the sets of one run
     */
    static SignalSet draw(SignalLaw law, int count, long seed, int purpose) {
        int length = law.length();
        double[] noisy = new double[Math.multiplyExact(count, length)];
        double[] clean = new double[noisy.length];
        for (int i = 0; i < count; i++) {
            SplittableRandom random = RandomStreams.at(seed, purpose, i);
            double[] signal = law.clean(random);
            System.arraycopy(signal, 0, clean, i * length, length);
            System.arraycopy(law.noisy(signal, random), 0, noisy, i * length, length);
        }
        return new SignalSet(length, noisy, clean);
    }

    int size() {
        return noisy.length / length;
    }

    /** Some of the signals: those at positions from (inclusive) to to (exclusive) of an order. */
    SignalSet choose(int[] order, int from, int to) {
        double[] chosenNoisy = new double[(to - from) * length];
        double[] chosenClean = new double[chosenNoisy.length];
        for (int i = from; i < to; i++) {
            System.arraycopy(noisy, order[i] * length, chosenNoisy, (i - from) * length, length);
            System.arraycopy(clean, order[i] * length, chosenClean, (i - from) * length, length);
        }
        return new SignalSet(length, chosenNoisy, chosenClean);
    }

    /** The signals from a position (inclusive) to another (exclusive). */
    SignalSet range(int from, int to) {
        return choose(IntStream.range(0, to).toArray(), from, to);
    }

    /** The mean, over all numbers of all signals, of the squared distance to the signals without noise. */
    double meanSquaredError(double[] denoised) {
        double sum = 0;
        for (int i = 0; i < clean.length; i++) {
            double error = denoised[i] - clean[i];
            sum += error * error;
        }
        return sum / clean.length;
    }

    /** The gradient of {@link #meanSquaredError}. */
    double[] lossGradient(double[] denoised) {
        double[] gradient = new double[clean.length];
        for (int i = 0; i < clean.length; i++) {
            gradient[i] = 2 * (denoised[i] - clean[i]) / clean.length;
        }
        return gradient;
    }
}
