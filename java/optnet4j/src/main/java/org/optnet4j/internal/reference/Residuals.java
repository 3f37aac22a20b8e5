package org.optnet4j.internal.reference;

/**
 * How far a point is from optimality, on the user's own data (definitions: {@link org.optnet4j.QpSettings}).
 *
 * @param primal infeasibility
 * @param dual how far the gradient of the Lagrangian is from zero
 * @param gap difference of primal and dual objective
 * @param objective primal objective
 * @param centred with smoothing, whether the products of slacks and multipliers are what they are to be
 */
record Residuals(Measure primal, Measure dual, Measure gap, double objective, boolean centred) {
    /**
     * What the products may be off by, relative to what they are to be. The tolerances do not say it: the gap is a sum of
     * products, and says little of each where the objective is large.
     */
    private static final double HALF_THE_DIGITS = 1e-8;

    /** @param smoothing what each slack times its multiplier is to be; the gap is measured from what they add up to */
    static Residuals of(Problem problem, Iterate at, double smoothing) {
        DualForm form = problem.form();
        int n = form.n();
        int m = form.m();
        int p = form.p();
        double[] q = problem.q();
        double[] b = problem.b();
        double[] h = problem.h();
        double[] quadraticX = Dense.multiply(form.quadratic().q(), n, n, at.x());
        double[] pullNu = Dense.multiplyTransposed(form.a(), p, n, at.nu());
        double[] pullLambda = Dense.multiplyTransposed(form.g(), m, n, at.lambda());
        double[] ax = Dense.multiply(form.a(), p, n, at.x());
        double[] gx = Dense.multiply(form.g(), m, n, at.x());

        double dual = 0;
        for (int i = 0; i < n; i++) {
            dual = StepRule.larger(Math.abs(quadraticX[i] + q[i] + pullNu[i] + pullLambda[i]), dual);
        }
        double primal = 0;
        for (int i = 0; i < p; i++) {
            primal = StepRule.larger(Math.abs(ax[i] - b[i]), primal);
        }
        for (int i = 0; i < m; i++) {
            primal = StepRule.larger(Math.abs(gx[i] + at.s()[i] - h[i]), primal);
        }
        double curvature = Sums.dot(quadraticX, at.x());
        double linear = Sums.dot(q, at.x());
        double multipliers = Sums.dot(b, at.nu()) + Sums.dot(h, at.lambda());
        double objective = 0.5 * curvature + linear;
        double dualObjective = -(0.5 * curvature + multipliers);
        Residuals found = new Residuals(
                new Measure(primal, largestNorm(ax, b, gx, h)),
                new Measure(dual, largestNorm(quadraticX, q, pullNu, pullLambda)),
                new Measure(
                        Math.abs(curvature + linear + multipliers - smoothing * m),
                        Math.max(Math.abs(objective), Math.abs(dualObjective))),
                objective,
                isCentred(spread(at.lambda(), at.s(), smoothing), m, smoothing));
        return found.fallenWithGap();
    }

    /** How far the products of slacks and multipliers are from what they are to be, in sum. */
    static double spread(double[] lambda, double[] s, double smoothing) {
        double[] off = new double[s.length];
        for (int i = 0; i < s.length; i++) {
            off[i] = Math.abs(Fused.fma(lambda[i], s[i], -smoothing));
        }
        return Sums.of(off);
    }

    static boolean isCentred(double spread, double count, double smoothing) {
        return smoothing == 0 || spread <= HALF_THE_DIGITS * smoothing * count;
    }

    /**
     * The largest of many numbers loses one that is none. The gap, made of sums, does not, and tells of it: where it is not
     * finite, the others are none.
     */
    Residuals fallenWithGap() {
        double none = gap.residual() * 0;
        return new Residuals(primal.plus(none), dual.plus(none), gap, objective, centred);
    }

    boolean pass(Tolerance tolerance) {
        return primal.passes(tolerance) && dual.passes(tolerance) && gap.passes(tolerance) && centred;
    }

    static double largestNorm(double[]... vectors) {
        double largest = 0;
        for (double[] vector : vectors) {
            largest = Math.max(largest, Dense.norm(vector));
        }
        return largest;
    }
}
