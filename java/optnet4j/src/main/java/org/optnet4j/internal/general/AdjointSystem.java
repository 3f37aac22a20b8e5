package org.optnet4j.internal.general;

import java.util.Arrays;
import java.util.Random;
import org.optnet4j.internal.general.KktSystem.Regularisation;

/**
 * The linear system that the derivatives of a solution solve, in the user's units:
 *
 * <pre>
 *   [ Q  E'  C' ] [x]   [rx]
 *   [ E  0   0  ] [y] = [ry]        E: the equalities, C: the bounds, w: how far these give way
 *   [ C  0  -w  ] [z]   [rz]
 * </pre>
 */
final class AdjointSystem {
    private static final Regularisation REGULARISATION = new Regularisation(1e-9, 1e-9);

    /** A regularised solve that makes a random vector this much longer has met a direction the system cannot see. */
    private static final double SINGULAR = 1e7;

    private final UserProblem user;
    private final ScaledProblem scaled;
    private final KktSystem kkt;
    private final double[] w;

    /** @param w one per bound, in the order of {@link Bounds} */
    AdjointSystem(GeneralProblem problem, double[] w) {
        user = new UserProblem(problem);
        scaled = new ScaledProblem(problem.withoutLinearTerm(), user.equalities, user.bounds);
        kkt = new KktSystem(scaled, REGULARISATION);
        this.w = w;
        double[] weights = new double[w.length];
        Arrays.setAll(weights, k -> w[k] * scaled.unitOfBound[k] * scaled.unitOfBound[k] / scaled.unitOfObjective);
        kkt.factor(weights);
    }

    boolean isRegular() {
        // The same probe for every problem: an answer depends on its own problem only.
        Random random = new Random(1);
        Point probe = zero();
        Arrays.setAll(probe.x(), i -> 2 * random.nextDouble() - 1);
        Arrays.setAll(probe.y(), i -> 2 * random.nextDouble() - 1);
        return kkt.solveRegularised(probe).largest() < SINGULAR;
    }

    /**
     * The solution, refined; of what the system cannot see it has as little as the regularisation leaves. As accurate for a
     * small right-hand side as for a large one.
     */
    Point solve(Point right) {
        Point given = zero();
        Arrays.setAll(given.x(), i -> scaled.unitOfObjective * scaled.unitOfX[i] * right.x()[i]);
        Arrays.setAll(given.y(), i -> scaled.unitOfE[i] * right.y()[i]);
        Arrays.setAll(given.z(), k -> scaled.unitOfBound[k] * right.z()[k]);
        double size = given.largest();
        if (size == 0) {
            return zero();
        }
        given.divideBy(size);
        Point found = kkt.solve(given);
        Point solution = zero();
        double unitOfMultipliers = size / scaled.unitOfObjective;
        Arrays.setAll(solution.x(), i -> size * scaled.unitOfX[i] * found.x()[i]);
        Arrays.setAll(solution.y(), i -> scaled.unitOfE[i] * found.y()[i] * unitOfMultipliers);
        Arrays.setAll(solution.z(), k -> scaled.unitOfBound[k] * found.z()[k] * unitOfMultipliers);
        return solution;
    }

    /** The largest number that a solution leaves of a right-hand side; infinite if that is not a number. */
    double residual(Point at, Point right) {
        double[] left = user.pull(at.z());
        Rows.addTransposed(user.equalities.matrix, user.equalities.count, user.n, at.y(), left);
        double[] curved = new double[user.n];
        Rows.multiply(user.Q, user.n, user.n, at.x(), curved);
        Arrays.setAll(left, i -> left[i] + curved[i] - right.x()[i]);
        double[] equalities = new double[user.equalities.count];
        Rows.multiply(user.equalities.matrix, user.equalities.count, user.n, at.x(), equalities);
        Arrays.setAll(equalities, i -> equalities[i] - right.y()[i]);
        double[] bounds = user.along(at.x());
        Arrays.setAll(bounds, k -> bounds[k] - w[k] * at.z()[k] - right.z()[k]);
        double worst = new Point(left, equalities, bounds).largest();
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }

    private Point zero() {
        return new Point(new double[user.n], new double[user.equalities.count], new double[w.length]);
    }
}
