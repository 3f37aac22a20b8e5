package org.optnet4j.internal.general;

import java.util.Arrays;

/**
 * The adjoint system at a solution, on the bounds that hold the point:
 *
 * <pre>
 *   [ Q  F' ] [dx]   [-dL/dx     ]
 *   [ F  0  ] [mu] = [-dL/dlambda]      F = A and the rows of the bounds with lambda &gt; s
 * </pre>
 *
 * <p>Where it is regular this is the derivative of the solution (Amos and Kolter, arXiv 1703.00443, equation 6, in the
 * limit of exact complementarity). Where it is not - dependent rows, a linear program without a unique minimiser - the
 * answer is the least-squares solution of smallest norm of this system, in the units of the problem.
 */
public final class GeneralGradient {
    /** What an adjoint system may be off by, relative to its right-hand side, without counting as singular. */
    public static final double ACCURATE = 1e-8;

    private static final double[] NO_BOUNDS = {};

    private GeneralGradient() {}

    /**
     * Solves the adjoint system.
     *
     * @param problem the problem
     * @param at its solution, of status SOLVED
     * @param dLdx n
     * @param dLdnu p
     * @param dLdlambda m, of the multipliers of Gx &le; u
     * @return the directions, finite whatever the problem
     */
    public static GeneralAdjoint solve(
            GeneralProblem problem, GeneralSolution at, double[] dLdx, double[] dLdnu, double[] dLdlambda) {
        ActiveSet active = ActiveSet.of(problem, at);
        Point right = new Point(negative(dLdx), active.rightHandSide(dLdnu, dLdlambda), NO_BOUNDS);
        GeneralProblem held = active.equalityProblem();
        double size = right.largest();

        AdjointSystem system = new AdjointSystem(held, NO_BOUNDS);
        Point found = system.isRegular() ? system.solve(right) : null;
        boolean unique = found != null && system.residual(found, right) <= ACCURATE * size;
        if (!unique) {
            Point shortest = MinimumNorm.solve(held, right);
            // What is regular but badly scaled may be beyond a method that looks at the size of its numbers.
            boolean kept = found != null && system.residual(found, right) < system.residual(shortest, right);
            found = kept ? found : shortest;
        }
        double residual = size == 0 ? 0 : system.residual(found, right) / size;
        return active.toAdjoint(found.x(), found.y(), residual, unique && active.isClear());
    }

    /**
     * Whether the solution is differentiable and all multipliers are unique.
     *
     * @param problem the problem
     * @param at its solution, of status SOLVED
     * @return true if so
     */
    public static boolean isUnique(GeneralProblem problem, GeneralSolution at) {
        return solve(problem, at, new double[problem.n()], new double[problem.p()], new double[problem.m()])
                .unique();
    }

    static double[] negative(double[] values) {
        double[] result = new double[values.length];
        Arrays.setAll(result, i -> -values[i]);
        return result;
    }
}
