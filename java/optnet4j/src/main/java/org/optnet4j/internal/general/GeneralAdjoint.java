package org.optnet4j.internal.general;

/**
 * The solution of the adjoint system at the solution of a problem, and how far it can be relied on.
 *
 * @param dx n
 * @param dnu p
 * @param muU m, rows at their upper bound; 0 elsewhere
 * @param muL m, rows at their lower bound
 * @param muLb n, variables at their lower bound
 * @param muUb n, variables at their upper bound
 * @param margin how far the problem is from a change of its active set: the smallest, over the bounds, of the larger of
 *     s / (1 + |bound|) and lambda / (1 + largest multiplier); infinite where there is no bound
 * @param residual the residual of the adjoint system over its right-hand side, infinity norm
 * @param unique whether the solution is differentiable there and all multipliers are unique
 */
public record GeneralAdjoint(
        double[] dx,
        double[] dnu,
        double[] muU,
        double[] muL,
        double[] muLb,
        double[] muUb,
        double margin,
        double residual,
        boolean unique) {}
