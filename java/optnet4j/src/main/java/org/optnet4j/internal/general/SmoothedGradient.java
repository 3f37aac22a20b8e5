package org.optnet4j.internal.general;

import java.util.Arrays;

/**
 * The adjoint system at a smoothed solution, <i>s &lambda; = &kappa;</i>, where every bound counts:
 *
 * <pre>
 *   [ Q  E'  C' ] [dx ]   [-dL/dx     ]
 *   [ E  0   0  ] [dnu] = [-dL/dnu    ]
 *   [ C  0  -w  ] [mu ]   [-dL/dlambda]      w = s / lambda = kappa / lambda^2
 * </pre>
 */
public final class SmoothedGradient {
    private SmoothedGradient() {}

    /**
     * Solves the adjoint system.
     *
     * @param problem the problem
     * @param at its smoothed solution
     * @param smoothing kappa, more than 0
     * @param dLdx n
     * @param dLdnu p
     * @param dLdlambda m, of the multipliers of Gx &le; u
     * @return the directions
     */
    public static GeneralAdjoint solve(
            GeneralProblem problem,
            GeneralSolution at,
            double smoothing,
            double[] dLdx,
            double[] dLdnu,
            double[] dLdlambda) {
        ActiveSet all = ActiveSet.all(problem, at);
        double[] rightF = all.rightHandSide(dLdnu, dLdlambda);
        int equalities = rightF.length - all.bounds();
        double[] rightY = Arrays.copyOf(rightF, equalities);
        double[] rightZ = Arrays.copyOfRange(rightF, equalities, rightF.length);
        Point right = new Point(GeneralGradient.negative(dLdx), rightY, rightZ);

        double[] w = all.multipliers();
        Arrays.setAll(w, k -> smoothing / (w[k] * w[k]));
        AdjointSystem system = new AdjointSystem(problem, w);
        Point found = system.solve(right);
        double size = right.largest();
        double residual = size == 0 ? 0 : system.residual(found, right) / size;
        double[] mu = Arrays.copyOf(found.y(), rightF.length);
        System.arraycopy(found.z(), 0, mu, equalities, all.bounds());
        boolean unique = residual <= GeneralGradient.ACCURATE && system.isRegular();
        return all.toAdjoint(found.x(), mu, residual, unique);
    }

    /**
     * Whether the smoothed solution and its multipliers are unique, and so differentiable.
     *
     * @param problem the problem
     * @param at its smoothed solution
     * @param smoothing kappa, more than 0
     * @return true if so
     */
    public static boolean isUnique(GeneralProblem problem, GeneralSolution at, double smoothing) {
        double[] nothing = new double[problem.n()];
        return solve(problem, at, smoothing, nothing, new double[problem.p()], new double[problem.m()])
                .unique();
    }
}
