package org.optnet4j.internal.reference;

import java.util.Arrays;
import org.optnet4j.QpStatus;

/**
 * The interior-point iteration: Mehrotra's predictor-corrector on the linear complementarity problem of
 * {@link DualForm}, with a safeguard.
 *
 * <p>Both variables take the same step, so the residual <i>r = s - S&lambda; - c</i> shrinks by the factor <i>1 -
 * &alpha;</i> and needs no product with <i>S</i>: an iteration is one Cholesky factorisation of <i>S +
 * diag(s/&lambda;)</i> and two solves.
 */
final class InteriorPoint {
    /**
     * The iteration aims this far below the tolerance, so that the residuals on the user's data, which round differently,
     * pass as well.
     */
    private static final double AIM = 0.5;

    /** How much sharper the iteration aims when it has to go on because they did not pass. */
    private static final double SHARPER = 0.1;

    /** How often it may go on. */
    private static final int RETRIES = 8;

    private final Problem problem;
    private final DualForm form;
    private final int m;
    private final Tolerance tolerance;
    private final int maxIterations;

    /** What each slack times its multiplier is to be. */
    private final double smoothing;

    /** <i>L<sup>-1</sup>q</i>. */
    private final double[] u;

    /** The constant term of the complementarity problem. */
    private final double[] c;

    /** The dual objective is this minus <i>&frac12; &lambda;'S&lambda; + c'&lambda;</i>. */
    private final double constant;

    private final double[] lambda;
    private final double[] s;
    private final double[] r;

    /** The Cholesky factor of S + diag(s / lambda). */
    private final double[] t;

    // What an iteration works with, made once.
    private final double[] leaks;
    private final double[] sLambda;
    private final double[] inverse;
    private final double[] d;
    private final double[] affine;
    private final double[] product;
    private final double[] push;
    private final double[] dLambda;
    private final double[] dS;

    private int iterations;
    private boolean recentre;

    private InteriorPoint(Problem problem, Tolerance tolerance, int maxIterations, double smoothing) {
        this.problem = problem;
        this.form = problem.form();
        this.m = form.m();
        this.tolerance = tolerance;
        this.maxIterations = maxIterations;
        this.smoothing = smoothing;

        int n = form.n();
        u = problem.q().clone();
        Cholesky.solveLower(form.quadratic().l(), n, u);
        EqualityStep equalities = form.equalities().step();
        double[] gamma = equalities.reduced(u, problem.b());
        c = Dense.multiply(form.kg(), m, n, equalities.onEqualities(u, equalities.multipliers(gamma)));
        for (int i = 0; i < m; i++) {
            c[i] += problem.h()[i];
        }
        constant = 0.5 * (Sums.dot(gamma, gamma) - Sums.dot(u, u));
        lambda = new double[m];
        s = new double[m];
        r = new double[m];
        t = new double[m * m];
        leaks = new double[m];
        sLambda = new double[m];
        inverse = new double[m];
        d = new double[m];
        affine = new double[m];
        product = new double[m];
        push = new double[m];
        dLambda = new double[m];
        dS = new double[m];
    }

    /** Solves a problem whose matrices are numerically positive definite and whose numbers are finite. */
    static Solved solve(Problem problem, Tolerance tolerance, int maxIterations, double smoothing) {
        return new InteriorPoint(problem, tolerance, maxIterations, smoothing).run();
    }

    private Solved run() {
        start();
        double aim = AIM;
        for (int retry = 0; ; retry++) {
            boolean finite = iterate(tolerance.times(aim));
            Iterate found = Iterate.recover(form, u, problem.b(), lambda, s);
            Residuals residuals = Residuals.of(problem, found, smoothing);
            if (residuals.pass(tolerance)) {
                return new Solved(QpStatus.SOLVED, iterations, found, residuals);
            }
            boolean late = iterations >= maxIterations;
            if (late && finite && Double.isFinite(residuals.objective())) {
                return new Solved(QpStatus.MAX_ITERATIONS, iterations, found, residuals);
            }
            if (late || !finite || m == 0 || retry == RETRIES) {
                return new Solved(QpStatus.NUMERICAL_ERROR, iterations, found, residuals);
            }
            // Go on from the residual as it really is.
            double[] gx = Dense.multiply(form.g(), m, form.n(), found.x());
            for (int i = 0; i < m; i++) {
                r[i] = gx[i] + s[i] - problem.h()[i];
            }
            aim *= SHARPER;
        }
    }

    /** Solves <i>(S + I)&lambda; = -c</i>, so that <i>s = S&lambda; + c = -&lambda;</i>, and shifts both to be positive. */
    private void start() {
        double[] ones = new double[m];
        Arrays.fill(ones, 1);
        form.factorReduced(ones, t);
        for (int i = 0; i < m; i++) {
            lambda[i] = -c[i];
        }
        solveReduced(lambda);
        double lowestLambda = Double.POSITIVE_INFINITY;
        double lowestS = Double.POSITIVE_INFINITY;
        for (double value : lambda) {
            lowestLambda = Math.min(lowestLambda, value);
            lowestS = Math.min(lowestS, -value);
        }
        double shiftLambda = lowestLambda <= 0 ? 1 - lowestLambda : 0;
        double shiftS = lowestS <= 0 ? 1 - lowestS : 0;
        // At least 1 but for rounding, which beside an inequality that is far away may be all there is.
        double leastLambda = Math.min(shiftLambda, 1);
        double leastS = Math.min(shiftS, 1);
        for (int i = 0; i < m; i++) {
            s[i] = StepRule.larger(shiftS - lambda[i], leastS);
            lambda[i] = StepRule.larger(lambda[i] + shiftLambda, leastLambda);
        }
        for (int i = 0; i < m; i++) {
            // Before the shifts the residual was zero; S is stored as its lower triangle.
            double row = 0;
            for (int j = 0; j < m; j++) {
                row = Fused.fma(form.s()[Math.max(i, j) * m + Math.min(i, j)], shiftLambda, row);
            }
            r[i] = shiftS - row;
        }
    }

    /**
     * Iterates until the residuals of the complementarity problem pass or the iteration limit is reached.
     *
     * @return false if it met a number that is not finite
     */
    private boolean iterate(Tolerance target) {
        while (m > 0) {
            double complementarity = Sums.dot(lambda, s);
            if (!(complementarity < StepRule.BEYOND)) {
                return false;
            }
            if (passes(complementarity, target) || iterations >= maxIterations) {
                return true;
            }
            step(complementarity);
        }
        return true;
    }

    private boolean passes(double complementarity, Tolerance target) {
        double primalScale = Dense.norm(problem.b());
        for (int i = 0; i < m; i++) {
            // S lambda = s - r - c and G x = h - s + r.
            leaks[i] = Math.abs(r[i]);
            sLambda[i] = s[i] - r[i] - c[i];
            double h = problem.h()[i];
            primalScale = Math.max(primalScale, Math.max(Math.abs(h), Math.abs(h - s[i] + r[i])));
        }
        double leak = Sums.dot(lambda, leaks);
        double gap = complementarity + leak;
        double objective = 0.5 * Sums.dot(lambda, sLambda) + constant;
        double spread = smoothing > 0 ? Residuals.spread(lambda, s, smoothing) : complementarity;
        Measure primal = new Measure(Dense.norm(r), primalScale);
        Measure duality = new Measure(spread + leak, Math.max(Math.abs(objective), Math.abs(objective - gap)));
        return primal.passes(target) && duality.passes(target) && Residuals.isCentred(spread, m, smoothing);
    }

    /** One predictor-corrector step. */
    private void step(double complementarity) {
        for (int i = 0; i < m; i++) {
            inverse[i] = 1 / lambda[i];
            d[i] = s[i] * inverse[i];
            affine[i] = r[i] - s[i];
        }
        form.factorReduced(d, t);
        solveReduced(affine);

        // Predictor: how far towards the boundary, and how much of mu would be left there.
        // As dS = -s - d dLambda, -dS / s is 1 + dLambda / lambda.
        Largest steepest = new Largest(1);
        for (int i = 0; i < m; i++) {
            double ratio = affine[i] * inverse[i];
            steepest.see(-ratio);
            steepest.see(1 + ratio);
            product[i] = -Fused.fma(d[i], affine[i], s[i]) * affine[i];
        }
        double reach = 1 / steepest.get();
        double left = Fused.fma(reach * reach, Sums.of(product), (1 - reach) * complementarity) / complementarity;
        double sigma = recentre ? 1 : left * left * left;
        double wanted = sigma * (complementarity / m);
        double target = StepRule.larger(wanted, smoothing);
        double secondOrder = recentre || wanted < target ? 0 : 1;

        // Corrector: aim at complementarity products sigma mu, minus the product that the predictor neglected. Towards
        // the smoothed point itself the step is Newton's.
        for (int i = 0; i < m; i++) {
            push[i] = Fused.fma(-secondOrder, product[i], target) * inverse[i];
            dLambda[i] = r[i] - s[i] + push[i];
        }
        solveReduced(dLambda);
        double fraction = StepRule.fraction(sigma);
        steepest = new Largest(fraction);
        for (int i = 0; i < m; i++) {
            dS[i] = Fused.fma(-d[i], dLambda[i], push[i] - s[i]);
            steepest.see(-dLambda[i] * inverse[i]);
            steepest.see(-dS[i] / s[i]);
        }
        double alpha = fraction / steepest.get();
        double change = Fused.fma(alpha, Sums.dot(dS, dLambda), Sums.dots(dLambda, s, dS, lambda));
        recentre = !recentre && Fused.fma(alpha, change, complementarity) > complementarity;
        for (int i = 0; i < m; i++) {
            lambda[i] = Fused.fma(alpha, dLambda[i], lambda[i]);
            s[i] = Fused.fma(alpha, dS[i], s[i]);
            r[i] *= 1 - alpha;
        }
        iterations++;
    }

    private void solveReduced(double[] x) {
        Cholesky.solveLower(t, m, x);
        Cholesky.solveLowerTransposed(t, m, x);
    }
}
