package org.optnet4j.benchmarks.problems;

/**
 * How far gradients are from those of a loss that depends on the minimisers alone, computed apart from any solver. With dx =
 * dL/dq, dnu = -dL/db and mu = -dL/dh it is the largest of these, in the infinity norm, s being h - Gx:
 *
 * <ul>
 *   <li>|Q dx + A'dnu + G'mu + dL/dx| / max(1, |Q dx|, |A'dnu|, |G'mu|, |dL/dx|)
 *   <li>|A dx| / max(1, its terms)
 *   <li>the distance of (G dx)_i and mu_i from lambda_i (G dx)_i = s_i mu_i, relative to max(1, the terms of G dx) or max(1, |mu|)
 *   <li>|dL/dQ - (dx x' + x dx')/2|, |dL/dA - (dnu x' + nu dx')| and |dL/dG - (mu x' + lambda dx')| / max(1, their terms)
 * </ul>
 *
 * <p>Answers are as accurate as they were asked to be, and no more. So gradients of any answer so near count: an inequality
 * with lambda_i &gt; s_i may have any slack from zero to s_i and that accuracy, one with s_i &gt; lambda_i any such
 * multiplier, and one where both are next to nothing may be on either side.
 */
public final class AdjointResidual {
    /**
     * What the residual of gradients in double precision may be. It is more than {@link KktResidual} may be, because the
     * systems are as badly conditioned as the problems: with Q = 1e-8, as family F5 has, rounding alone leaves some 1e-8.
     */
    public static final double TOLERANCE = 1e-6;

    private AdjointResidual() {}

    /**
     * The worst residual of a batch.
     *
     * @param problems the data
     * @param answers their solutions
     * @param upstream dL/dx, count x n
     * @param gradients what is claimed to be the gradients
     * @param accuracy the largest relative KKT residual that the answers may have
     * @return the residual; infinite if a gradient is not made of numbers
     */
    public static double worst(
            Problems problems, Answers answers, double[] upstream, Gradients gradients, double accuracy) {
        double worst = 0;
        for (int i = 0; i < problems.count(); i++) {
            worst = Math.max(worst, new One(problems, answers, upstream, gradients, accuracy, i).residual());
        }
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }

    /** One problem of the batch. Whatever is not a number makes its residual not a number. */
    private static final class One {
        private final Problems problems;
        private final Gradients gradients;
        private final double accuracy;
        private final int i;
        private final double[] upstream;
        private final double[] x;
        private final double[] nu;
        private final double[] lambda;
        private final double[] dx;
        private final double[] dnu;
        private final double[] mu;

        One(Problems problems, Answers answers, double[] upstream, Gradients gradients, double accuracy, int i) {
            this.problems = problems;
            this.gradients = gradients;
            this.accuracy = accuracy;
            this.i = i;
            this.upstream = block(upstream, problems.n(), 1);
            x = block(answers.x(), problems.n(), 1);
            nu = block(answers.nu(), problems.p(), 1);
            lambda = block(answers.lambda(), problems.m(), 1);
            dx = block(gradients.q(), problems.n(), 1);
            dnu = block(gradients.b(), problems.p(), -1);
            mu = block(gradients.h(), problems.m(), -1);
        }

        double residual() {
            double worst = Math.max(stationarity(), equalities());
            worst = Math.max(worst, inequalities());
            worst = Math.max(worst, outer(gradients.Q(), dx, x, x, dx, 0.5));
            worst = Math.max(worst, outer(gradients.A(), dnu, x, nu, dx, 1));
            return Math.max(worst, outer(gradients.G(), mu, x, lambda, dx, 1));
        }

        private double stationarity() {
            double[] Qdx = product(problems.Q(), dx.length, dx);
            double[] Adnu = transposedProduct(problems.A(), dnu);
            double[] Gmu = transposedProduct(problems.G(), mu);
            double scale = 1;
            double worst = 0;
            for (int j = 0; j < dx.length; j++) {
                scale = larger(larger(larger(larger(scale, Qdx[j]), Adnu[j]), Gmu[j]), upstream[j]);
                worst = larger(worst, Qdx[j] + Adnu[j] + Gmu[j] + upstream[j]);
            }
            return worst / scale;
        }

        private double equalities() {
            double worst = 0;
            for (double each : product(problems.A(), dnu.length, dx)) {
                worst = larger(worst, each);
            }
            return worst / terms(problems.A(), dnu.length, dx);
        }

        private double inequalities() {
            int m = mu.length;
            double[] Gdx = product(problems.G(), m, dx);
            double[] Gx = product(problems.G(), m, x);
            double[] h = block(problems.h(), m, 1);
            double slackUnit = norm(h, norm(Gx, 1));
            double multiplierUnit = norm(lambda, 1);
            double primal = terms(problems.G(), m, dx);
            double dual = norm(mu, 1);
            // Of slack times multiplier the answers are as accurate as that.
            double nothing = Math.sqrt(accuracy);
            double worst = 0;
            for (int row = 0; row < m; row++) {
                double slack = Math.max(0, h[row] - Gx[row]);
                double multiplier = Math.max(0, lambda[row]);
                double distance;
                if (slack <= nothing * slackUnit && multiplier <= nothing * multiplierUnit) {
                    distance = Math.max(0, -Math.signum(Gdx[row]) * Math.signum(mu[row]))
                            * Math.min(Math.abs(Gdx[row]) / primal, Math.abs(mu[row]) / dual);
                } else if (multiplier > slack) {
                    distance = distance(Gdx[row], mu[row] * (slack + accuracy * slackUnit) / multiplier) / primal;
                } else {
                    distance = distance(mu[row], Gdx[row] * (multiplier + accuracy * multiplierUnit) / slack) / dual;
                }
                worst = Math.max(worst, distance);
            }
            return worst;
        }

        /** From a value to the numbers between zero and another. */
        private static double distance(double value, double end) {
            double least = Math.min(0, end);
            double most = Math.max(0, end);
            return Math.max(0, Math.max(least - value, value - most));
        }

        /** How far a gradient is from factor (a u' + b v'). */
        private double outer(double[] gradient, double[] a, double[] u, double[] b, double[] v, double factor) {
            double scale = 1;
            double worst = 0;
            int at = i * a.length * u.length;
            for (int row = 0; row < a.length; row++) {
                for (int column = 0; column < u.length; column++) {
                    double first = factor * a[row] * u[column];
                    double second = factor * b[row] * v[column];
                    scale = larger(larger(scale, first), second);
                    worst = larger(worst, gradient[at++] - (first + second));
                }
            }
            return worst / scale;
        }

        /** The product of this problem's matrix of so many rows with a vector. */
        private double[] product(double[] matrices, int rows, double[] vector) {
            double[] product = new double[rows];
            int n = vector.length;
            for (int row = 0; row < rows; row++) {
                for (int j = 0; j < n; j++) {
                    product[row] += matrices[(i * rows + row) * n + j] * vector[j];
                }
            }
            return product;
        }

        private double[] transposedProduct(double[] matrices, double[] vector) {
            int n = dx.length;
            double[] product = new double[n];
            for (int row = 0; row < vector.length; row++) {
                for (int j = 0; j < n; j++) {
                    product[j] += matrices[(i * vector.length + row) * n + j] * vector[row];
                }
            }
            return product;
        }

        /** The largest sum of the magnitudes of a row's terms in a product, at least 1. */
        private double terms(double[] matrices, int rows, double[] vector) {
            double most = 1;
            int at = i * rows * vector.length;
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (double each : vector) {
                    sum += Math.abs(matrices[at++] * each);
                }
                most = Math.max(most, sum);
            }
            return most;
        }

        private double[] block(double[] all, int length, int sign) {
            double[] block = new double[length];
            for (int j = 0; j < length; j++) {
                block[j] = sign * all[i * length + j];
            }
            return block;
        }

        private static double norm(double[] values, double least) {
            double norm = least;
            for (double value : values) {
                norm = larger(norm, value);
            }
            return norm;
        }

        /** The larger absolute value; NaN if either is NaN. */
        private static double larger(double norm, double value) {
            return Math.max(norm, Math.abs(value));
        }
    }
}
