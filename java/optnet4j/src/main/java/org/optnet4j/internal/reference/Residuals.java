package org.optnet4j.internal.reference;

/**
 * How far a point is from optimality, on the user's own data (definitions: {@link org.optnet4j.QpSettings}).
 *
 * @param primal infeasibility
 * @param dual how far the gradient of the Lagrangian is from zero
 * @param gap difference of primal and dual objective
 * @param objective primal objective
 */
record Residuals(Measure primal, Measure dual, Measure gap, double objective) {
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
            dual = Math.max(dual, Math.abs(quadraticX[i] + q[i] + pullNu[i] + pullLambda[i]));
        }
        double primal = 0;
        for (int i = 0; i < p; i++) {
            primal = Math.max(primal, Math.abs(ax[i] - b[i]));
        }
        for (int i = 0; i < m; i++) {
            primal = Math.max(primal, Math.abs(gx[i] + at.s()[i] - h[i]));
        }
        double curvature = Dense.dot(at.x(), quadraticX);
        double linear = Dense.dot(q, at.x());
        double multipliers = Dense.dot(b, at.nu()) + Dense.dot(h, at.lambda());
        double objective = 0.5 * curvature + linear;
        double dualObjective = -(0.5 * curvature + multipliers);
        return new Residuals(
                new Measure(primal, largestNorm(ax, b, gx, h)),
                new Measure(dual, largestNorm(quadraticX, q, pullNu, pullLambda)),
                new Measure(
                        Math.abs(curvature + linear + multipliers - smoothing * m),
                        Math.max(Math.abs(objective), Math.abs(dualObjective))),
                objective);
    }

    boolean pass(Tolerance tolerance) {
        return primal.passes(tolerance) && dual.passes(tolerance) && gap.passes(tolerance);
    }

    boolean isFinite() {
        return Double.isFinite(primal.residual()) && Double.isFinite(dual.residual()) && Double.isFinite(objective);
    }

    private static double largestNorm(double[]... vectors) {
        double largest = 0;
        for (double[] vector : vectors) {
            largest = Math.max(largest, Dense.norm(vector));
        }
        return largest;
    }
}
