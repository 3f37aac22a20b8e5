package org.optnet4j.internal.general;

import java.util.Arrays;
import java.util.Random;
import org.optnet4j.internal.general.KktSystem.Regularisation;

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
    private static final Regularisation REGULARISATION = new Regularisation(1e-9, 1e-9);

    /** A regularised solve that makes a random vector this much longer has met a direction the system cannot see. */
    private static final double SINGULAR = 1e7;

    /** A bound nearer than this to a change of sides makes the derivative one of several. */
    private static final double WEAKLY_ACTIVE = 1e-6;

    /** What an adjoint system may be off by, relative to its right-hand side, without counting as singular. */
    public static final double ACCURATE = 1e-8;

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
        double[] rightX = negative(dLdx);
        double[] rightF = active.rightHandSide(dLdnu, dLdlambda);
        GeneralProblem held = active.equalityProblem();
        double size = Math.max(Rows.largest(rightX), Rows.largest(rightF));

        Directions found = regular(held, rightX, rightF);
        boolean unique = found != null && residual(held, found, rightX, rightF) <= ACCURATE * size;
        if (!unique) {
            found = MinimumNorm.solve(held, rightX, rightF);
        }
        double residual = size == 0 ? 0 : residual(held, found, rightX, rightF) / size;
        return active.toAdjoint(found.x(), found.f(), residual, unique && active.margin() > WEAKLY_ACTIVE);
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

    /** A solution of [Q F'; F 0]. */
    record Directions(double[] x, double[] f) {}

    /** The solution where the system is regular, null where it is not. */
    private static Directions regular(GeneralProblem held, double[] rightX, double[] rightF) {
        UserProblem user = new UserProblem(held);
        ScaledProblem scaled = new ScaledProblem(held, user.equalities, user.bounds);
        KktSystem kkt = new KktSystem(scaled, REGULARISATION);
        kkt.factor(new double[0]);
        int n = held.n();
        int p = held.p();
        // The same probe for every problem: an answer depends on its own problem only.
        Random random = new Random(1);
        Point probe = new Point(new double[n], new double[p], new double[0]);
        Arrays.setAll(probe.x(), i -> 2 * random.nextDouble() - 1);
        Arrays.setAll(probe.y(), i -> 2 * random.nextDouble() - 1);
        if (!(kkt.solveRegularised(probe).largest() < SINGULAR)) {
            return null;
        }
        Point right = new Point(new double[n], new double[p], new double[0]);
        Arrays.setAll(right.x(), i -> scaled.unitOfObjective * scaled.unitOfX[i] * rightX[i]);
        Arrays.setAll(right.y(), i -> scaled.unitOfE[i] * rightF[i]);
        Point solution = kkt.solve(right);
        Arrays.setAll(solution.x(), i -> scaled.unitOfX[i] * solution.x()[i]);
        Arrays.setAll(solution.y(), i -> scaled.unitOfE[i] * solution.y()[i] / scaled.unitOfObjective);
        return new Directions(solution.x(), solution.y());
    }

    private static double residual(GeneralProblem held, Directions at, double[] rightX, double[] rightF) {
        int n = held.n();
        double[] left = new double[n];
        Rows.multiply(held.symmetricQ(), n, n, at.x, left);
        Rows.addTransposed(held.A(), held.p(), n, at.f, left);
        Rows.addScaled(-1, rightX, 0, left, 0, n);
        double[] rows = new double[held.p()];
        Rows.multiply(held.A(), held.p(), n, at.x, rows);
        Rows.addScaled(-1, rightF, 0, rows, 0, rows.length);
        double worst = Math.max(Rows.largest(left), Rows.largest(rows));
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }

    private static double[] negative(double[] values) {
        double[] result = new double[values.length];
        Arrays.setAll(result, i -> -values[i]);
        return result;
    }
}
