package org.optnet4j.internal.general;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpStatus;

/** Directions along which a problem is unbounded below: Qx = 0, Ex = 0, Cx &le; 0, q'x &lt; 0. */
final class Ray {
    /** How small the violation of a certificate has to be. */
    private static final double CERTAIN = 1e-9;

    /** How small it has to be for a certificate to be looked for nearby. */
    private static final double NEAR = 1e-3;

    private static final double TOLERANCE = 1e-11;
    private static final int MAX_ITERATIONS = 50;

    private Ray() {}

    /** Whether x is such a direction, up to rounding. */
    static boolean proves(UserProblem problem, double[] x) {
        return violation(problem, x) <= CERTAIN;
    }

    /** What keeps x from being such a direction, over its descent; infinite where it does not descend. */
    private static double violation(UserProblem problem, double[] x) {
        int n = problem.n;
        double descent = -Rows.dot(problem.q, x);
        double[] curvature = new double[n];
        Rows.multiply(problem.Q, n, n, x, curvature);
        double[] ex = new double[problem.equalities.count];
        Rows.multiply(problem.equalities.matrix, problem.equalities.count, n, x, ex);
        double worst = Math.max(Rows.largest(curvature), Rows.largest(ex));
        for (double outward : problem.along(x)) {
            worst = Math.max(worst, outward);
        }
        return descent > 0 ? worst / descent : Double.POSITIVE_INFINITY;
    }

    /**
     * The ray nearest to x, which is a projection onto a cone and so a problem of the same kind, this time with a
     * solution. The interior point comes near a ray only like the square root of tau, because it sees the curvature
     * squared.
     *
     * @return null where the nearest point of the cone is no ray
     */
    static double @Nullable [] nearest(UserProblem problem, double[] x) {
        int n = problem.n;
        double size = Rows.largest(x);
        if (!(violation(problem, x) <= NEAR)) {
            return null;
        }
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[] towards = Arrays.stream(x).map(each -> -each / size).toArray();
        int fixed = problem.equalities.count;
        double[] flat = Arrays.copyOf(problem.equalities.matrix, (fixed + n) * n);
        System.arraycopy(problem.Q, 0, flat, fixed * n, n * n);
        double[] l = absent(problem.m, Double.NEGATIVE_INFINITY);
        double[] u = absent(problem.m, Double.POSITIVE_INFINITY);
        double[] lb = absent(n, Double.NEGATIVE_INFINITY);
        double[] ub = absent(n, Double.POSITIVE_INFINITY);
        for (int k = 0; k < problem.bounds.count; k++) {
            double[] bound = switch (problem.bounds.kind[k]) {
                case U -> u;
                case L -> l;
                case UB -> ub;
                case LB -> lb;
            };
            bound[problem.bounds.index[k]] = 0;
        }
        GeneralProblem projection = new GeneralProblem(
                n, problem.m, fixed + n, null, ones, towards, flat, new double[fixed + n], problem.G, l, u, lb, ub);
        GeneralSolution found = GeneralSolver.solve(projection, TOLERANCE, TOLERANCE, MAX_ITERATIONS);
        return found.status() == QpStatus.SOLVED && proves(problem, found.x()) ? found.x() : null;
    }

    private static double[] absent(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }
}
