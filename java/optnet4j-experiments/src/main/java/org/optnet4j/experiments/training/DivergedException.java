package org.optnet4j.experiments.training;

/** A training whose loss is no finite number any more; the message says where, and what to try. */
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
                    + " at step " + step + (epoch > 1 ? "; the checkpoint of epoch " + (epoch - 1) + " is kept" : "")
                    + "; try " + remedy + ", from the beginning");
        }
    }
}
