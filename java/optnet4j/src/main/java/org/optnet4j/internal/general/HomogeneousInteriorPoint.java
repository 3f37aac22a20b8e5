package org.optnet4j.internal.general;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpStatus;

/**
 * A predictor-corrector method on the homogeneous embedding of the optimality conditions,
 *
 * <pre>
 *   Qx + E'y + C'z + q tau = 0,   Ex = e tau,   Cx + s = d tau,
 *   kappa + x'Qx / tau + q'x + e'y + d'z = 0,   s'z = 0,   tau kappa = 0,   s, z, tau, kappa &ge; 0.
 * </pre>
 *
 * <p>Where the problem has a solution, tau stays positive and x / tau is one; where it has none, tau goes to zero and
 * (y, z) or x becomes a certificate. So every problem ends in an answer, and no starting point has to be found. Source:
 * Goulart and Chen, Clarabel: an interior-point solver for conic programs with quadratic objectives, arXiv 2405.12762.
 */
final class HomogeneousInteriorPoint {
    private static final double FRACTION = 0.99;
    private static final double STUCK = 1e-8;
    private static final int MOST_CENTRING_STEPS = 3;

    /** How small the residual of a certificate has to be against what it proves. */
    private static final double CERTAIN = 1e-9;

    /** Below this tau / kappa, x is worth the effort of looking for a ray beside it. */
    private static final double NEARLY_A_RAY = 1e-6;

    /** Steps without a better point after which none is expected: far from a solution, and close to one. */
    private static final int PATIENCE = 25;

    private static final int PATIENCE_CLOSE = 8;
    private static final double CLOSE = 1e-5;

    /** Steps after the tolerances are met: they bring the objective and the gradients to full accuracy. */
    private static final int POLISHING_STEPS = 4;

    private static final double POLISHED = 1e-3;

    private final UserProblem user;
    private final ScaledProblem problem;
    private final KktSystem kkt;
    private final double epsAbs;
    private final double epsRel;
    private final int n;
    private final int count;

    private Point at;
    private double[] s;
    private double tau = 1;
    private double kappa = 1;

    /** The last step raised mu: the next one only centres, or three or four points would follow each other for ever. */
    private boolean recentre;

    /** How many steps in a row have only centred. */
    private int centringSteps;

    /** How it ended: a point in the user's units, with its slacks and residuals. */
    record Outcome(QpStatus status, int iterations, Point at, double[] s, Optimality optimality) {
        /** The same with the steps of other attempts counted in. */
        Outcome after(int steps) {
            return new Outcome(status, steps, at, s, optimality);
        }
    }

    HomogeneousInteriorPoint(UserProblem user, ScaledProblem problem, KktSystem kkt, double epsAbs, double epsRel) {
        this.user = user;
        this.problem = problem;
        this.kkt = kkt;
        this.epsAbs = epsAbs;
        this.epsRel = epsRel;
        n = problem.n;
        count = problem.bounds.count;
        double[] one = new double[count];
        Arrays.fill(one, 1);
        kkt.factor(one);
        at = kkt.solve(new Point(negative(problem.q), problem.e.clone(), problem.d.clone()));
        s = negative(at.z());
        shiftUp(s);
        shiftUp(at.z());
    }

    Outcome run(int maxIterations) {
        Outcome best = null;
        int polishing = 0;
        for (int iteration = 0; ; iteration++) {
            Point here = inUserUnits(at, tau);
            double[] slack = slackInUserUnits();
            Optimality optimality = Optimality.of(user, here, slack);
            boolean solved = optimality.passes(epsAbs, epsRel);
            if (best == null || isBetter(solved, optimality, best)) {
                best = new Outcome(
                        solved ? QpStatus.SOLVED : QpStatus.MAX_ITERATIONS, iteration, here, slack, optimality);
            } else if (polishing > 0) {
                return best;
            }
            if (solved) {
                polishing++;
                if (polishing > POLISHING_STEPS || optimality.score() <= POLISHED * Math.max(epsAbs, epsRel)) {
                    return best;
                }
            } else {
                Certificate certified = certificate();
                if (certified != null) {
                    return new Outcome(certified.status, iteration, certified.at, slack, optimality);
                }
            }
            if (iteration >= maxIterations) {
                return ended(best, QpStatus.MAX_ITERATIONS, iteration);
            }
            int patience = best.optimality().score() < CLOSE ? PATIENCE_CLOSE : PATIENCE;
            if (iteration > best.iterations() + patience || !step()) {
                return ended(best, QpStatus.NUMERICAL_ERROR, iteration);
            }
        }
    }

    /** The score compares what the tolerances do not tell apart. */
    private static boolean isBetter(boolean solved, Optimality optimality, Outcome than) {
        return solved == (than.status() == QpStatus.SOLVED)
                ? optimality.score() < than.optimality().score()
                : solved;
    }

    private static Outcome ended(Outcome best, QpStatus status, int iterations) {
        return best.status() == QpStatus.SOLVED
                ? best
                : new Outcome(status, iterations, best.at(), best.s(), best.optimality());
    }

    /** One predictor and one corrector; false where no progress is possible. */
    private boolean step() {
        double[] z = at.z();
        double[] weights = new double[count];
        Arrays.setAll(weights, k -> s[k] / z[k]);
        kkt.factor(weights);
        Point constant = kkt.solve(new Point(negative(problem.q), problem.e.clone(), problem.d.clone()));

        double[] curvature = new double[n];
        Rows.multiply(problem.Q, n, n, at.x(), curvature);
        double quadratic = Rows.dot(at.x(), curvature);
        double[] slope = new double[n];
        Arrays.setAll(slope, i -> 2 * curvature[i] / tau + problem.q[i]);
        double pivot = -kappa / tau + along(slope, constant) - quadratic / (tau * tau);

        Residual residual = residual(curvature, quadratic);
        double mu = (Rows.dot(s, z) + tau * kappa) / (count + 1);
        double[] product = new double[count];
        Arrays.setAll(product, k -> s[k] * z[k]);
        Direction affine = direction(constant, slope, pivot, weights, residual, 1, product, tau * kappa);
        double reach = reach(affine);
        double sigma = recentre ? 1 : (1 - reach) * (1 - reach) * (1 - reach);
        double order = recentre ? 0 : 1;
        double target = sigma * mu;
        Arrays.setAll(
                product, k -> s[k] * z[k] + order * affine.s[k] * affine.at.z()[k] - target);
        double last = tau * kappa + order * affine.tau * affine.kappa - target;
        Direction corrected = direction(constant, slope, pivot, weights, residual, 1 - sigma, product, last);
        double alpha = FRACTION * reach(corrected);
        if (!(alpha > STUCK)) {
            return false;
        }
        at = at.plus(alpha, corrected.at);
        Rows.addScaled(alpha, corrected.s, 0, s, 0, count);
        tau += alpha * corrected.tau;
        kappa += alpha * corrected.kappa;
        boolean raised = (Rows.dot(s, at.z()) + tau * kappa) / (count + 1) > mu;
        centringSteps = recentre ? centringSteps + 1 : 0;
        recentre = raised && centringSteps < MOST_CENTRING_STEPS;
        return true;
    }

    /** How far the embedding is from being satisfied. */
    private record Residual(Point at, double last) {}

    private Residual residual(double[] curvature, double quadratic) {
        double[] x = curvature.clone();
        Rows.addScaled(tau, problem.q, 0, x, 0, n);
        Rows.addTransposed(problem.E, problem.p, n, at.y(), x);
        double[] onRows = new double[problem.m];
        problem.bounds.pull(at.z(), onRows, x);
        Rows.addTransposed(problem.G, problem.m, n, onRows, x);
        double[] y = new double[problem.p];
        Rows.multiply(problem.E, problem.p, n, at.x(), y);
        Rows.addScaled(-tau, problem.e, 0, y, 0, problem.p);
        double[] gx = new double[problem.m];
        Rows.multiply(problem.G, problem.m, n, at.x(), gx);
        double[] z = new double[count];
        problem.bounds.multiply(gx, at.x(), z);
        Rows.addScaled(1, s, 0, z, 0, count);
        Rows.addScaled(-tau, problem.d, 0, z, 0, count);
        return new Residual(new Point(x, y, z), kappa + quadratic / tau + along(problem.q, at));
    }

    /** The product of (slope, e, d) with a point. */
    private double along(double[] slope, Point point) {
        return Rows.dot(slope, point.x()) + Rows.dot(problem.e, point.y()) + Rows.dot(problem.d, point.z());
    }

    private record Direction(Point at, double[] s, double tau, double kappa) {}

    /**
     * The step that takes `share` of the residual away and brings s z and tau kappa down by `product` and `last`: one
     * solve, and a multiple of the constant direction.
     */
    private Direction direction(
            Point constant,
            double[] slope,
            double pivot,
            double[] weights,
            Residual residual,
            double share,
            double[] product,
            double last) {
        double[] z = at.z();
        Point right = new Point(new double[n], new double[problem.p], new double[count]);
        Rows.addScaled(-share, residual.at.x(), 0, right.x(), 0, n);
        Rows.addScaled(-share, residual.at.y(), 0, right.y(), 0, problem.p);
        Arrays.setAll(right.z(), k -> product[k] / z[k] - share * residual.at.z()[k]);
        Point own = kkt.solve(right);
        double stepTau = (last / tau - share * residual.last - along(slope, own)) / pivot;
        Point step = own.plus(stepTau, constant);
        double[] stepS = new double[count];
        Arrays.setAll(stepS, k -> -product[k] / z[k] - weights[k] * step.z()[k]);
        return new Direction(step, stepS, stepTau, (-last - kappa * stepTau) / tau);
    }

    /** The longest step, at most 1, that keeps everything positive. */
    private double reach(Direction direction) {
        double steepest = Math.max(1, Math.max(-direction.tau / tau, -direction.kappa / kappa));
        double[] z = at.z();
        double[] stepZ = direction.at.z();
        for (int k = 0; k < count; k++) {
            steepest = Math.max(steepest, Math.max(-direction.s[k] / s[k], -stepZ[k] / z[k]));
        }
        return 1 / steepest;
    }

    /** A point in the user's units that proves there is no solution, with what it proves; null where there is none. */
    private @Nullable Certificate certificate() {
        if (!(tau < kappa)) {
            return null;
        }
        Point here = inUserUnits(at, 1);
        double gain = -(Rows.dot(user.equalities.rightHandSide, here.y()) + Rows.dot(user.bounds.limit, here.z()));
        if (gain > 0) {
            double[] pulled = user.pull(here.z());
            Rows.addTransposed(user.equalities.matrix, user.equalities.count, n, here.y(), pulled);
            if (Rows.largest(pulled) <= CERTAIN * gain) {
                return new Certificate(QpStatus.PRIMAL_INFEASIBLE, here);
            }
        }
        if (Ray.proves(user, here.x())) {
            return new Certificate(QpStatus.DUAL_INFEASIBLE, here);
        }
        double[] ray = tau < NEARLY_A_RAY * kappa ? Ray.nearest(user, here.x()) : null;
        return ray == null ? null : new Certificate(QpStatus.DUAL_INFEASIBLE, new Point(ray, here.y(), here.z()));
    }

    private record Certificate(QpStatus status, Point at) {}

    private Point inUserUnits(Point at, double divisor) {
        double byY = 1 / (problem.unitOfObjective * divisor);
        double[] x = new double[n];
        double[] y = new double[problem.p];
        double[] z = new double[count];
        Arrays.setAll(x, i -> problem.unitOfX[i] * at.x()[i] / divisor);
        Arrays.setAll(y, i -> problem.unitOfE[i] * at.y()[i] * byY);
        Arrays.setAll(z, k -> problem.unitOfBound[k] * at.z()[k] * byY);
        return new Point(x, y, z);
    }

    private double[] slackInUserUnits() {
        double[] slack = new double[count];
        Arrays.setAll(slack, k -> s[k] / (problem.unitOfBound[k] * tau));
        return slack;
    }

    private static double[] negative(double[] values) {
        double[] result = new double[values.length];
        Arrays.setAll(result, i -> -values[i]);
        return result;
    }

    /** Makes all numbers at least one, by one shift. */
    private static void shiftUp(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (double each : values) {
            least = Math.min(least, each);
        }
        if (least < 1) {
            for (int k = 0; k < values.length; k++) {
                values[k] += 1 + Math.max(0, -least);
            }
        }
    }
}
