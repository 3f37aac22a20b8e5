package org.optnet4j.cuda;

import org.optnet4j.BatchArray;
import org.optnet4j.QpStatus;

/**
 * A {@link DeviceQpSolution}, copied to the host. The batch arrays are per problem, the other arrays have one entry per
 * problem; what they mean is said in {@link org.optnet4j.QpSolution}. The arrays are not copied again.
 *
 * @param x minimisers, n per problem
 * @param nu multipliers of the equalities, p per problem
 * @param lambda multipliers of the inequalities, m per problem
 * @param slack slack of the inequalities, m per problem
 * @param statusCodes codes of {@link QpStatus}
 * @param iterations iterations taken
 * @param primalResidual absolute primal residuals
 * @param dualResidual absolute dual residuals
 * @param gap absolute duality gaps
 * @param objective values of the problems
 */
public record HostQpSolution(
        BatchArray x,
        BatchArray nu,
        BatchArray lambda,
        BatchArray slack,
        int[] statusCodes,
        int[] iterations,
        double[] primalResidual,
        double[] dualResidual,
        double[] gap,
        double[] objective) {
    /**
     * How the solution of one problem ended.
     *
     * @param problem index of the problem
     * @return its status
     * @throws IndexOutOfBoundsException if there is no such problem
     */
    public QpStatus status(int problem) {
        return QpStatus.ofCode(statusCodes[problem]);
    }
}
