package org.optnet4j.internal.reference;

import org.optnet4j.QpStatus;

/**
 * The interior-point iteration of the normal form: Mehrotra's predictor-corrector on
 *
 * <pre>
 *   Qx + q + A'y + C'z = 0,   Ax = b,   Cx + s = d,   s'z = 0,   s, z >= 0
 * </pre>
 *
 * (with smoothing, <i>s<sub>i</sub>z<sub>i</sub></i> = smoothing for each i), C and d of {@link StackedBounds}, with one step
 * length for all variables, since Q couples them, and the two rules of {@link StepRule} against cycling.
 *
 * <p>Residuals are those of the data, computed afresh at every point: no error of a solve outlives the step it was made in,
 * and what stops the iteration is what is reported. Problems without a solution do not stop it: who calls looks for their
 * certificates elsewhere.
 */
final class NormalIteration {
    /** A slack does not fall below this: far below any tolerance, far above underflow. */
    private static final double SMALLEST_SLACK = 1e-30f;

    /**
     * What passes the tolerances is given one step more unless it is below them by this factor: the objective may be off by
     * more than its gap where the residuals are not zero, and the last step is the one that gains most.
     */
    private static final double AIM = 0.1;

    /** A step shorter than this leads nowhere. */
    private static final double SHORTEST_STEP = 1e-9f;

    private final ConvexQuadratic quadratic;
    private final double[] q;
    private final double[] a;
    private final double[] b;
    private final StackedBounds bounds;
    private final NormalFactors factors;
    private final Tolerance tolerance;
    private final double smoothing;
    private final int n;
    private final int p;
    private final int count;

    private double[] x;
    private double[] y;
    private final double[] z;
    private final double[] s;

    /** How many bounds are neither absent nor held. */
    private final double sided;

    /** The residuals -(Qx + q + A'y + C'z), b - Ax and d - Cx - s. */
    private final double[] rx;

    private final double[] ry;
    private final double[] rz;

    private NormalIteration(NormalProblem problem, Tolerance tolerance, double smoothing) {
        quadratic = problem.quadratic();
        q = problem.q();
        a = problem.a();
        b = problem.b();
        bounds = problem.bounds();
        this.tolerance = tolerance;
        this.smoothing = smoothing;
        n = q.length;
        p = b.length;
        count = bounds.count();
        factors = new NormalFactors(problem);
        s = bounds.firstSlack();
        z = new double[count];
        rx = new double[n];
        ry = new double[p];
        rz = new double[count];
        sided = Sums.dot(bounds.present, s);
        x = new double[n];
        y = new double[p];
    }

    /**
     * The end of the iteration.
     *
     * @param status SOLVED, MAX_ITERATIONS or NUMERICAL_ERROR
     * @param iterations how many steps were taken
     * @param x n
     * @param y multipliers of the equalities
     * @param z multipliers of the bounds, stacked
     * @param s slacks of the bounds, stacked
     * @param residuals at this point
     */
    record End(QpStatus status, int iterations, double[] x, double[] y, double[] z, double[] s, Residuals residuals) {}

    /** Solves a problem whose Q is convex and whose numbers are finite. */
    static End solve(NormalProblem problem, Tolerance tolerance, int maxIterations, double smoothing) {
        return new NormalIteration(problem, tolerance, smoothing).run(maxIterations);
    }

    /**
     * From H with unit weights for bounds that are not held, x and y minimise the Lagrangian with the bounds as springs; s
     * and z are what the springs make of it, each shifted until it is positive.
     */
    private void start() {
        double[] w = new double[count];
        double[] push = new double[count];
        for (int i = 0; i < count; i++) {
            w[i] = bounds.present[i] * (s[i] == 0 ? quadratic.held() : 1);
            push[i] = w[i] * bounds.d[i];
        }
        x = bounds.pull(push);
        for (int i = 0; i < n; i++) {
            x[i] -= q[i];
        }
        factors.factor(w);
        y = factors.solve(x, b);
        double[] along = bounds.along(x);
        double lowZ = -1e30f;
        double lowS = -1e30f;
        for (int i = 0; i < count; i++) {
            z[i] = w[i] * (along[i] - bounds.d[i]);
            if (isSided(i)) {
                lowZ = StepRule.larger(-z[i], lowZ);
                lowS = StepRule.larger(z[i], lowS);
            }
        }
        double shiftZ = lowZ >= 0 ? lowZ + 1 : 0;
        double shiftS = lowS >= 0 ? lowS + 1 : 0;
        for (int i = 0; i < count; i++) {
            if (isSided(i)) {
                // At least 1 but for rounding, which beside a bound that is far away may be all there is.
                s[i] = StepRule.larger(shiftS - z[i], 1);
                z[i] = StepRule.larger(z[i] + shiftZ, 1);
            }
        }
    }

    private boolean isSided(int bound) {
        return bounds.present[bound] * s[bound] > 0;
    }

    private End run(int maxIterations) {
        start();
        int iterations = 0;
        boolean solved = false;
        boolean broken = false;
        boolean recentre = false;
        boolean noisy = false;
        // What the last step should have left of the residuals.
        double primalLeft = 1e30f;
        double dualLeft = 1e30f;
        while (true) {
            Residuals residuals = residuals();
            double complementarity = Sums.dot(z, s);
            boolean before = solved;
            solved = residuals.pass(tolerance);
            boolean done = solved && (before || residuals.pass(tolerance.times(AIM)));
            boolean finite = complementarity + residuals.dual().residual() < StepRule.BEYOND;
            broken |= !finite;
            if (done || broken || iterations >= maxIterations) {
                QpStatus status =
                        solved ? QpStatus.SOLVED : broken ? QpStatus.NUMERICAL_ERROR : QpStatus.MAX_ITERATIONS;
                bounds.splitHeld(s, z);
                return new End(status, iterations, x, y, z, s, residuals);
            }
            noisy |= exceeds(residuals.primal(), primalLeft) || exceeds(residuals.dual(), dualLeft);
            Step step = new Step(complementarity, residuals, recentre);
            if (noisy) {
                step.refine();
            }
            double alpha = step.length();
            if (!(alpha > SHORTEST_STEP)) {
                broken = true;
                continue;
            }
            double next = Fused.fma(alpha, Fused.fma(alpha, step.curvature(), step.slope()), complementarity);
            step.take(alpha);
            primalLeft = (1 - alpha) * residuals.primal().residual();
            dualLeft = (1 - alpha) * residuals.dual().residual();
            recentre = next > complementarity && !recentre;
            iterations++;
        }
    }

    /** Whether a residual is larger than a step of exact arithmetic would have left it, and matters. */
    private boolean exceeds(Measure found, double expected) {
        return found.residual() > 2 * expected && found.residual() > 0.1 * found.limit(tolerance);
    }

    /** With smoothing, the gap is measured from the one that bounds are to have. */
    private Residuals residuals() {
        double[] along = bounds.along(x);
        double[] pulled = bounds.pull(z);
        double[] pullY = Dense.multiplyTransposed(a, p, n, y);
        double[] ax = Dense.multiply(a, p, n, x);
        double[] qx = quadratic.multiply(x);
        for (int i = 0; i < n; i++) {
            rx[i] = -(qx[i] + q[i] + pullY[i] + pulled[i]);
        }
        for (int i = 0; i < p; i++) {
            ry[i] = b[i] - ax[i];
        }
        for (int i = 0; i < count; i++) {
            along[i] *= bounds.present[i];
            rz[i] = bounds.d[i] - along[i] - bounds.present[i] * s[i];
        }
        double curvature = Sums.dot(qx, x);
        double linear = Sums.dot(q, x);
        double multipliers = Sums.dot(b, y) + Sums.dot(bounds.d, z);
        double half = 0.5 * curvature;
        double objective = half + linear;
        Residuals found = new Residuals(
                new Measure(Math.max(Dense.norm(ry), Dense.norm(rz)), Residuals.largestNorm(ax, b, along, bounds.d)),
                new Measure(Dense.norm(rx), Residuals.largestNorm(qx, q, pullY, pulled)),
                new Measure(
                        Math.abs(curvature + linear + multipliers - smoothing * sided),
                        Math.max(Math.abs(objective), Math.abs(half + multipliers))),
                objective,
                smoothing == 0 || Residuals.isCentred(spread(), sided, smoothing));
        return found.fallenWithGap();
    }

    /** How far the products of bounds that are neither absent nor held are from the smoothing, in sum. */
    private double spread() {
        double[] off = new double[count];
        for (int i = 0; i < count; i++) {
            off[i] = isSided(i) ? Math.abs(Fused.fma(z[i], s[i], -smoothing)) : 0;
        }
        return Sums.of(off);
    }

    /** A predictor-corrector step from the present point. */
    private final class Step {
        /** z / s, or what holds a bound. */
        private final double[] w = new double[count];

        /** 1 / s; 0 where there is no inequality: absent or held. */
        private final double[] inverseS = new double[count];

        private double[] dx;
        private double[] dy;
        private final double[] dz = new double[count];
        private double[] ds = new double[count];

        /** The fraction of the way to the boundary that is taken. */
        private final double boundary;

        Step(double complementarity, Residuals residuals, boolean recentre) {
            double[] push = new double[count];
            for (int i = 0; i < count; i++) {
                boolean held = s[i] == 0;
                inverseS[i] = isSided(i) ? 1 / s[i] : 0;
                w[i] = held ? bounds.present[i] * quadratic.held() : z[i] * inverseS[i];
                push[i] = Fused.fma(w[i], rz[i], held ? 0 : z[i]);
            }
            double[] right = bounds.pull(push);
            for (int i = 0; i < n; i++) {
                right[i] = rx[i] + right[i];
            }
            // Where all bounds are held, the factors of the start are those of every step.
            if (sided > 0) {
                factors.factor(w);
            }

            // Predictor: towards s z = 0. As dz = -(z + w ds), -dz / z is 1 + ds / s.
            dx = right.clone();
            dy = factors.solve(dx, ry);
            follow();
            double steepest = 1;
            for (int i = 0; i < count; i++) {
                double along = Fused.fma(-bounds.present[i], ds[i], rz[i]);
                double ratio = along * inverseS[i];
                ds[i] = inverseS[i] > 0 ? along : 0;
                dz[i] = -Fused.fma(w[i], along, inverseS[i] > 0 ? z[i] : 0);
                steepest = StepRule.larger(StepRule.larger(-ratio, 1 + ratio), steepest);
            }
            double affine = 1 / steepest;
            double left = Fused.fma(affine, Fused.fma(affine, curvature(), slope()), complementarity)
                    / StepRule.larger(complementarity, 1e-30);
            double sigma = recentre ? 1 : left * left * left;
            double shared = StepRule.larger(sided, 1);
            // Complementarity that is far below the tolerance already would only make H harder to solve with.
            double enough = residuals.gap().limit(tolerance) * 0.01 / shared;
            double wanted = StepRule.larger(sigma * (complementarity / shared), enough);
            double target = StepRule.larger(wanted, smoothing);
            // Towards the smoothed point itself the step is Newton's.
            double order = recentre || wanted < target ? 0 : 1;

            // Corrector, from the same factor.
            for (int i = 0; i < count; i++) {
                push[i] = bounds.present[i] * (target - order * ds[i] * dz[i]) * inverseS[i];
            }
            dx = bounds.pull(push);
            for (int i = 0; i < n; i++) {
                dx[i] = right[i] - dx[i];
            }
            dy = factors.solve(dx, ry);
            follow();
            for (int i = 0; i < count; i++) {
                double along = Fused.fma(-bounds.present[i], ds[i], rz[i]);
                ds[i] = inverseS[i] > 0 ? along : 0;
                dz[i] = push[i] - Fused.fma(w[i], along, inverseS[i] > 0 ? z[i] : 0);
            }
            boundary = StepRule.fraction(sigma);
        }

        /** How far bounds go along with dx, to ds. */
        private void follow() {
            ds = bounds.along(dx);
        }

        /**
         * Takes out of the step what rounding left of stationarity and of the equalities. With weights of many orders of
         * magnitude in H that is far more than the rounding of the data.
         */
        void refine() {
            double[] pulled = bounds.pull(dz);
            double[] pullY = Dense.multiplyTransposed(a, p, n, dy);
            double[] qx = quadratic.multiply(dx);
            double[] leftX = new double[n];
            for (int i = 0; i < n; i++) {
                leftX[i] = rx[i] - (qx[i] + pullY[i] + pulled[i]);
            }
            double[] leftY = Dense.multiply(a, p, n, dx);
            for (int i = 0; i < p; i++) {
                leftY[i] = ry[i] - leftY[i];
            }
            double[] moreY = factors.solve(leftX, leftY);
            double[] along = bounds.along(leftX);
            for (int i = 0; i < count; i++) {
                along[i] *= bounds.present[i];
                ds[i] = inverseS[i] > 0 ? ds[i] - along[i] : 0;
                dz[i] = Fused.fma(w[i], along[i], dz[i]);
            }
            for (int i = 0; i < n; i++) {
                dx[i] += leftX[i];
            }
            for (int i = 0; i < p; i++) {
                dy[i] += moreY[i];
            }
        }

        /** By how much complementarity grows with the length of the step, and with its square. */
        double slope() {
            return Sums.dots(dz, s, ds, z);
        }

        double curvature() {
            return Sums.dot(ds, dz);
        }

        double length() {
            double steepest = boundary;
            for (int i = 0; i < count; i++) {
                steepest = StepRule.larger(-ds[i] * inverseS[i], steepest);
                if (inverseS[i] > 0) {
                    steepest = StepRule.larger(-dz[i] / z[i], steepest);
                }
            }
            return boundary / steepest;
        }

        void take(double alpha) {
            for (int i = 0; i < n; i++) {
                x[i] = Fused.fma(alpha, dx[i], x[i]);
            }
            for (int i = 0; i < p; i++) {
                y[i] = Fused.fma(alpha, dy[i], y[i]);
            }
            for (int i = 0; i < count; i++) {
                z[i] = Fused.fma(alpha, dz[i], z[i]);
                // Zero would mean that the bound is held.
                s[i] = StepRule.larger(Fused.fma(alpha, ds[i], s[i]), s[i] > 0 ? SMALLEST_SLACK : 0);
            }
        }
    }
}
