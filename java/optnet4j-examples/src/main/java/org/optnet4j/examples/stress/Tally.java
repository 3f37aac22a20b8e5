package org.optnet4j.examples.stress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.optnet4j.QpStatus;

/** What is counted over the problems of a stress test. Tallies of parts, added in order, give the tally of the whole. */
final class Tally {
    /** A problem that was not solved. */
    record Unsolved(long index, QpStatus status, int iterations) {}

    private static final int REMEMBERED = 5;

    private final long[] perStatus = new long[QpStatus.values().length];
    private final List<Unsolved> firstUnsolved = new ArrayList<>();
    private long iterations;
    private int maxIterations;
    private double worstResidual;
    private long worstIndex = -1;
    private Condition worstCondition = Condition.STATIONARITY;

    /** Counts one problem; the residual, and the condition it comes from, count for solved ones only. */
    void add(long index, QpStatus status, int iterationCount, double residual, Condition condition) {
        perStatus[status.ordinal()]++;
        iterations += iterationCount;
        maxIterations = Math.max(maxIterations, iterationCount);
        if (status != QpStatus.SOLVED) {
            remember(new Unsolved(index, status, iterationCount));
        } else if (worstIndex < 0 || residual > worstResidual) {
            worstResidual = residual;
            worstIndex = index;
            worstCondition = condition;
        }
    }

    /** Adds the tally of problems that come after those of this one. */
    void add(Tally later) {
        Arrays.setAll(perStatus, i -> perStatus[i] + later.perStatus[i]);
        later.firstUnsolved.forEach(this::remember);
        iterations += later.iterations;
        maxIterations = Math.max(maxIterations, later.maxIterations);
        if (later.worstIndex >= 0 && (worstIndex < 0 || later.worstResidual > worstResidual)) {
            worstResidual = later.worstResidual;
            worstIndex = later.worstIndex;
            worstCondition = later.worstCondition;
        }
    }

    private void remember(Unsolved problem) {
        if (firstUnsolved.size() < REMEMBERED) {
            firstUnsolved.add(problem);
        }
    }

    long count(QpStatus status) {
        return perStatus[status.ordinal()];
    }

    long total() {
        return Arrays.stream(perStatus).sum();
    }

    double meanIterations() {
        return total() == 0 ? 0 : (double) iterations / total();
    }

    int maxIterations() {
        return maxIterations;
    }

    /** The largest residual among the solved problems, 0 if there are none. */
    double worstResidual() {
        return worstResidual;
    }

    /** Which problem that is, -1 if none was solved. */
    long worstIndex() {
        return worstIndex;
    }

    /** Which of its conditions is met worst. */
    Condition worstCondition() {
        return worstCondition;
    }

    /** The first few problems that were not solved. */
    List<Unsolved> firstUnsolved() {
        return List.copyOf(firstUnsolved);
    }
}
