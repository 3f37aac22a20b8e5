package org.optnet4j.benchmarks.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import org.optnet4j.benchmarks.problems.AdjointResidual;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.examples.io.Quote;

/**
 * Times jobs one after the other in this JVM, each for the same number of seconds: first the batch grows until a pass over it
 * takes an eighth of that time or it is whole; then the answers are checked; then passes warm up until a third of the time is
 * over, and those of the rest count: three at least, or one where it takes longer than all of the time. The time of a job is
 * the median of these passes.
 */
final class Measurement {
    private static final int GROWTH = 4;
    private static final int LEAST_PASSES = 3;
    private static final int MOST_PASSES = 100_000;

    private final double seconds;

    /** @param seconds for each job */
    Measurement(double seconds) {
        this.seconds = seconds;
    }

    /** Measures; whatever a solver throws makes the row one that failed, so that the others are measured all the same. */
    Row of(Job job) {
        if (job.missing() != null) {
            return job.row().missing(job.missing());
        }
        try {
            int batch = Math.min(job.least(), job.row().batch());
            while (true) {
                try (Trial trial = job.start().apply(batch)) {
                    double begin = System.nanoTime() * 1e-9;
                    trial.run();
                    double pass = seconds(trial);
                    if (batch == job.row().batch() || pass > seconds / 8) {
                        return timed(job.row(), batch, trial, begin, pass > seconds ? 1 : LEAST_PASSES);
                    }
                }
                batch = Math.min(GROWTH * batch, job.row().batch());
            }
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            return job.row().failed(null, Quote.oneLine(reason(root(e))));
        }
    }

    private Row timed(Row row, int batch, Trial trial, double begin, int least) {
        double residual = trial.residual();
        Double measured = Double.isFinite(residual) ? rounded(residual, 2) : null;
        if (!(residual <= Row.TOLERANCE)) {
            return row.failed(measured, tooLarge("relative residual", residual, "unknown (not solved)", Row.TOLERANCE));
        }
        double checking = System.nanoTime() * 1e-9;
        double ofGradients = trial.gradientResidual();
        if (!(ofGradients <= AdjointResidual.TOLERANCE)) {
            return row.failed(
                    measured,
                    tooLarge(
                            "gradients: relative residual of the adjoint system",
                            ofGradients,
                            "unknown (not made of numbers)",
                            AdjointResidual.TOLERANCE));
        }
        // That check can take longer than all of the time, of which it shall leave enough.
        double start = begin + System.nanoTime() * 1e-9 - checking;
        while (System.nanoTime() * 1e-9 - start < seconds / 3) {
            trial.run();
        }
        double[] passes = new double[least];
        int count = 0;
        while (count < least || (System.nanoTime() * 1e-9 - start < seconds && count < MOST_PASSES)) {
            if (count == passes.length) {
                passes = Arrays.copyOf(passes, 2 * count);
            }
            passes[count++] = seconds(trial);
        }
        Arrays.sort(passes, 0, count);
        return row.timed(batch, rounded(passes[count / 2] * 1e6 / batch, 4), rounded(residual, 2));
    }

    /** A pool wraps what was thrown in one of its threads, more than once. */
    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    /** What is wrong with an error is in its name as much as in its message. */
    private static String reason(Throwable e) {
        return e instanceof Error || e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static double seconds(Trial trial) {
        long begin = System.nanoTime();
        trial.run();
        return (System.nanoTime() - begin) * 1e-9;
    }

    private static String tooLarge(String what, double residual, String otherwise, double tolerance) {
        return what + " " + (Double.isFinite(residual) ? rounded(residual, 2) : otherwise) + ", expected at most "
                + tolerance;
    }

    private static double rounded(double value, int digits) {
        return new BigDecimal(value)
                .round(new MathContext(digits, RoundingMode.HALF_UP))
                .doubleValue();
    }
}
