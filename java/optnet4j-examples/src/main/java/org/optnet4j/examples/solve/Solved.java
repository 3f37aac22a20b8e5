package org.optnet4j.examples.solve;

import org.jspecify.annotations.Nullable;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;
import org.optnet4j.QpStatus;

/**
 * The answer to one problem: its place in the solution of the batch it was solved in.
 *
 * @param problem that was solved
 * @param solution of the batch
 * @param gradients of the batch, or null if none were wanted
 * @param index of the problem in the batch
 */
public record Solved(
        Problem problem, QpSolution solution, @Nullable QpGradients gradients, int index) {
    /**
     * How the problem ended.
     *
     * @return its status
     */
    public QpStatus status() {
        return solution.status(index);
    }

    /**
     * The objective at the answer, as the file means it.
     *
     * @return with its constant; not a number if there is no answer
     */
    public double objective() {
        return problem.objective(solution.objective(index));
    }
}
