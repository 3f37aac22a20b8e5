package org.optnet4j.backend;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpSettings;

/**
 * What a back end returns for a batch. The batch arrays are per problem and in the batch's precision; the other arrays
 * have one entry per problem. Problems without an iterate ({@link org.optnet4j.QpStatus#hasIterate()}) have NaN
 * throughout. None of the arrays is copied, and the back end must not touch them afterwards.
 *
 * @param x minimisers, n per problem
 * @param nu multipliers of the equalities, p per problem
 * @param lambda multipliers of the inequalities, m per problem
 * @param slack slack of the inequalities, m per problem
 * @param status codes of {@link org.optnet4j.QpStatus}
 * @param iterations iterations taken
 * @param primalResidual absolute primal residuals as defined in {@link QpSettings}
 * @param dualResidual absolute dual residuals
 * @param gap absolute duality gaps
 * @param objective values <i>&frac12; x'Qx + q'x</i>
 * @param lambdaL multipliers of the lower bounds of the rows, m per problem; empty if the batch has none
 * @param lambdaLb multipliers of the lower bounds of the variables, n per problem; empty if the batch has none
 * @param lambdaUb multipliers of the upper bounds of the variables, n per problem; empty if the batch has none
 * @param slackL slack of the lower bounds of the rows, m per problem; empty if the batch has none
 * @param normal the problems that were answered in the normal form
 * @param factorization what the gradients need; null if {@link QpSettings#gradients()} is false
 */
public record BackendSolution(
        BatchArray x,
        BatchArray nu,
        BatchArray lambda,
        BatchArray slack,
        int[] status,
        int[] iterations,
        double[] primalResidual,
        double[] dualResidual,
        double[] gap,
        double[] objective,
        BatchArray lambdaL,
        BatchArray lambdaLb,
        BatchArray lambdaUb,
        BatchArray slackL,
        BitSet normal,
        @Nullable Factorization factorization) {}
