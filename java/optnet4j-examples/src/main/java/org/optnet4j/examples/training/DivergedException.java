package org.optnet4j.examples.training;

/**
 * A training from which nothing can be learned any more, because its loss is no finite number or none of its quadratic
 * programs can be solved; the message says where, and what to try.
 */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private DivergedException(String message) {
        super(message);
    }

    /**
     * Makes sure that a training goes well. To be called before anything of an epoch is kept, so that the checkpoint on the
     * disk stays the last good one.
     *
     * @param training its name
     * @param loss which one, in words
     * @param value of the loss
     * @param epoch in which it was measured, 1 for the first
     * @param step of that epoch at or after which it was measured, 1 for the first
     * @param remedy what to try
     * @throws DivergedException if the loss is not finite
     */
    public static void check(String training, String loss, double value, int epoch, int step, String remedy) {
        if (!Double.isFinite(value)) {
            throw new DivergedException(training + ": expected a finite " + loss + ", got " + value + " in epoch "
                    + epoch
                    + " at step " + step + kept(epoch) + "; try " + remedy + ", from the beginning");
        }
    }

    /**
     * Makes sure that there is something to learn from: a quadratic program that was not solved has no gradient, and
     * counts with a finite loss whatever its numbers are. To be called before anything of an epoch is kept.
     *
     * @param training its name
     * @param unsolved how many programs of a measurement were not solved
     * @param all how many there were
     * @param epoch in which they were measured, 1 for the first
     * @param remedy what to try
     * @throws DivergedException if none was solved
     */
    public static void requireSolved(String training, long unsolved, long all, int epoch, String remedy) {
        if (all > 0 && unsolved == all) {
            throw new DivergedException(training + ": expected quadratic programs that can be solved, got none of "
                    + all + " in epoch " + epoch + kept(epoch) + "; try " + remedy + ", from the beginning");
        }
    }

    private static String kept(int epoch) {
        return epoch > 1 ? "; the checkpoint of epoch " + (epoch - 1) + " is kept" : "";
    }
}
