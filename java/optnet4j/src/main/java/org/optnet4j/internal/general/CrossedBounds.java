package org.optnet4j.internal.general;

import org.jspecify.annotations.Nullable;
import org.optnet4j.QpStatus;

/** A lower bound above its upper bound is its own certificate. */
final class CrossedBounds {
    private CrossedBounds() {}

    /** The answer of a problem with such a pair of bounds, null where there is none. */
    static @Nullable GeneralSolution find(GeneralProblem problem) {
        int row = find(problem.l(), problem.u());
        int variable = row >= 0 ? -1 : find(problem.lb(), problem.ub());
        if (row < 0 && variable < 0) {
            return null;
        }
        GeneralSolution none = GeneralSolution.without(problem, QpStatus.PRIMAL_INFEASIBLE, 0);
        double[] lambda = new double[problem.m()];
        double[] lambdaL = new double[problem.m()];
        double[] lambdaLb = new double[problem.n()];
        double[] lambdaUb = new double[problem.n()];
        if (row >= 0) {
            lambda[row] = lambdaL[row] = 1 / (problem.l()[row] - problem.u()[row]);
        } else {
            lambdaLb[variable] = lambdaUb[variable] = 1 / (problem.lb()[variable] - problem.ub()[variable]);
        }
        return new GeneralSolution(
                none.status(),
                0,
                none.x(),
                new double[problem.p()],
                lambda,
                lambdaL,
                lambdaLb,
                lambdaUb,
                none.slack(),
                none.slackL(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    private static int find(double @Nullable [] lower, double @Nullable [] upper) {
        if (lower != null && upper != null) {
            for (int i = 0; i < lower.length; i++) {
                if (lower[i] > upper[i]) {
                    return i;
                }
            }
        }
        return -1;
    }
}
