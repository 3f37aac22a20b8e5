package org.optnet4j.benchmarks.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.optnet4j.benchmarks.problems.AdjointResidual;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.examples.io.Quote;

/**
 * Times a job in this JVM, in rounds between which other jobs are timed: a spell in which the machine is slow, or an unlucky
 * place in memory, is one round's and not the result's.
 *
 * <p>In the first round the batch grows until a pass over it takes an eighth of the round or it is whole; then the answers are
 * checked. In every round passes warm up until a third of it is over, and those of the rest count: three at least, or one where
 * it takes longer than the round. The time of a round is the median of these passes, and that of the job the median of its
 * rounds.
 */
final class Measurement {
    /** So many that one may be off. */
    static final int ROUNDS = 3;

    private static final int GROWTH = 4;
    private static final int LEAST_PASSES = 3;
    private static final int MOST_PASSES = 100_000;

    private final Job job;
    private final List<Double> rounds = new ArrayList<>();
    private int batch;
    private double residual;
    private @Nullable Row withoutTime;

    Measurement(Job job) {
        this.job = job;
        if (job.missing() != null) {
            withoutTime = job.row().missing(job.missing());
        }
    }

    /** Whatever a solver throws makes the row one that failed, so that the others are measured all the same. */
    void round(double seconds) {
        if (withoutTime != null) {
            return;
        }
        try {
            if (rounds.isEmpty()) {
                first(seconds);
            } else {
                try (Trial trial = job.start().apply(batch)) {
                    time(trial, now(), seconds, seconds(trial));
                }
            }
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            withoutTime = job.row().failed(null, Quote.oneLine(reason(root(e))));
        }
    }

    /** What came of the rounds until now, one at least. */
    Row row() {
        return withoutTime != null
                ? withoutTime
                : job.row().timed(batch, rounded(median(rounds) * 1e6 / batch, 4), rounded(residual, 2));
    }

    private void first(double seconds) {
        batch = Math.min(job.least(), job.row().batch());
        while (true) {
            try (Trial trial = job.start().apply(batch)) {
                double begin = now();
                trial.run();
                double pass = seconds(trial);
                if (batch == job.row().batch() || pass > seconds / 8) {
                    double checking = now();
                    withoutTime = check(trial);
                    if (withoutTime == null) {
                        // The check can take longer than the round, of which it shall leave enough.
                        time(trial, begin + now() - checking, seconds, pass);
                    }
                    return;
                }
            }
            batch = Math.min(GROWTH * batch, job.row().batch());
        }
    }

    /** The row of a trial whose answers are not good enough to be timed; null if they are. */
    private @Nullable Row check(Trial trial) {
        residual = trial.residual();
        Double measured = Double.isFinite(residual) ? rounded(residual, 2) : null;
        if (!(residual <= Row.TOLERANCE)) {
            return job.row()
                    .failed(measured, tooLarge("relative residual", residual, "unknown (not solved)", Row.TOLERANCE));
        }
        double ofGradients = trial.gradientResidual();
        if (!(ofGradients <= AdjointResidual.TOLERANCE)) {
            return job.row()
                    .failed(
                            measured,
                            tooLarge(
                                    "gradients: relative residual of the adjoint system",
                                    ofGradients,
                                    "unknown (not made of numbers)",
                                    AdjointResidual.TOLERANCE));
        }
        return null;
    }

    /** @param pass what a pass takes, about */
    private void time(Trial trial, double begin, double seconds, double pass) {
        while (now() - begin < seconds / 3) {
            trial.run();
        }
        int least = pass > seconds ? 1 : LEAST_PASSES;
        List<Double> passes = new ArrayList<>();
        while (passes.size() < least || (now() - begin < seconds && passes.size() < MOST_PASSES)) {
            passes.add(seconds(trial));
        }
        rounds.add(median(passes));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static double now() {
        return System.nanoTime() * 1e-9;
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
