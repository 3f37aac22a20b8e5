package org.optnet4j.examples.solve;

import org.jspecify.annotations.Nullable;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;
import org.optnet4j.QpStatus;

/**
 * The answer to one problem: its place in the solution of the batch it was solved in.
 *
 * @param solution of the batch
 * @param gradients of the batch, or null if none were wanted
 * @param index of the problem in the batch
 */
public record Solved(QpSolution solution, @Nullable QpGradients gradients, int index) {
    /**
     * How the problem ended.
     *
     * @return its status
     */
    public QpStatus status() {
        return solution.status(index);
    }
}
