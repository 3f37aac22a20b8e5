package org.optnet4j.internal.general;

import java.util.Arrays;
import org.optnet4j.QpStatus;

/**
 * What became of a problem. Multipliers of absent bounds are 0 and their slacks infinite. A primal infeasible problem has
 * a certificate in the multipliers and NaN for x, a dual infeasible one a ray in x and NaN for the multipliers; see
 * {@link QpStatus}.
 *
 * @param status how it ended
 * @param iterations steps taken
 * @param x n
 * @param nu p, multipliers of Ax = b
 * @param lambda m, of Gx &le; u
 * @param lambdaL m, of l &le; Gx
 * @param lambdaLb n, of lb &le; x
 * @param lambdaUb n, of x &le; ub
 * @param slack m, u - Gx
 * @param slackL m, Gx - l
 * @param primalResidual absolute, infinity norm
 * @param dualResidual absolute, infinity norm
 * @param gap absolute
 * @param objective &frac12; x'Qx + q'x
 */
public record GeneralSolution(
        QpStatus status,
        int iterations,
        double[] x,
        double[] nu,
        double[] lambda,
        double[] lambdaL,
        double[] lambdaLb,
        double[] lambdaUb,
        double[] slack,
        double[] slackL,
        double primalResidual,
        double dualResidual,
        double gap,
        double objective) {

    /** An answer without an iterate: NaN throughout. */
    static GeneralSolution without(GeneralProblem problem, QpStatus status, int iterations) {
        return new GeneralSolution(
                status,
                iterations,
                nothing(problem.n()),
                nothing(problem.p()),
                nothing(problem.m()),
                nothing(problem.m()),
                nothing(problem.n()),
                nothing(problem.n()),
                nothing(problem.m()),
                nothing(problem.m()),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    static double[] nothing(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
