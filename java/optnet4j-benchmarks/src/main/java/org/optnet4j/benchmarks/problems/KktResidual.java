package org.optnet4j.benchmarks.problems;

/**
 * How far an answer is from satisfying the optimality conditions, computed from the data and (x, nu, lambda) alone. In
 * infinity norms, the largest of
 *
 * <ul>
 *   <li>|Qx + q + A'nu + G'lambda| / max(1, |Qx|, |q|, |A'nu|, |G'lambda|)
 *   <li>|Ax - b| / max(1, |Ax|, |b|)
 *   <li>|max(Gx - h, 0)| / max(1, |Gx|, |h|)
 *   <li>|min(lambda, 0)| / max(1, |lambda|)
 *   <li>max |lambda_i (h - Gx)_i| / max(1, |x'Qx / 2| + |q'x|)
 * </ul>
 */
public final class KktResidual {
    private KktResidual() {}

    /**
     * The worst residual of a batch.
     *
     * @param problems the data
     * @param answers what is claimed to solve them
     * @return the residual; infinite if an answer is not made of numbers
     */
    public static double worst(Problems problems, Answers answers) {
        double worst = 0;
        for (int i = 0; i < problems.count(); i++) {
            worst = Math.max(worst, of(problems, answers, i));
        }
        return worst;
    }

    /**
     * The residual of one problem.
     *
     * @param problems the data
     * @param answers what is claimed to solve them
     * @param i the problem
     * @return the residual; infinite if the answer is not made of numbers
     */
    public static double of(Problems problems, Answers answers, int i) {
        int n = problems.n();
        double[] stationarity = new double[n];
        double scale = 1;
        double quadratic = 0;
        double linear = 0;
        for (int j = 0; j < n; j++) {
            double Qx = dot(problems.Q(), (i * n + j) * n, answers.x(), i * n, n);
            double q = problems.q()[i * n + j];
            double x = answers.x()[i * n + j];
            stationarity[j] = Qx + q;
            scale = larger(larger(scale, Qx), q);
            quadratic += x * Qx / 2;
            linear += x * q;
        }
        Rows equalities = new Rows(n, answers.x(), i, problems.A(), problems.b(), answers.nu(), problems.p());
        Rows inequalities = new Rows(n, answers.x(), i, problems.G(), problems.h(), answers.lambda(), problems.m());
        double worst = 0;
        for (int j = 0; j < n; j++) {
            stationarity[j] += equalities.pull[j] + inequalities.pull[j];
            scale = larger(larger(scale, equalities.pull[j]), inequalities.pull[j]);
            worst = larger(worst, stationarity[j]);
        }
        worst /= scale;
        worst = Math.max(worst, equalities.difference / equalities.scale);
        worst = Math.max(worst, inequalities.excess / inequalities.scale);
        worst = Math.max(worst, inequalities.negative / inequalities.dualScale);
        worst = Math.max(worst, inequalities.product / Math.max(1, Math.abs(quadratic) + Math.abs(linear)));
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }

    static double dot(double[] a, int aAt, double[] b, int bAt, int length) {
        double sum = 0;
        for (int j = 0; j < length; j++) {
            sum += a[aAt + j] * b[bAt + j];
        }
        return sum;
    }

    /** The larger absolute value; NaN if either is NaN. */
    static double larger(double norm, double value) {
        return Math.max(norm, Math.abs(value));
    }

    /** One pass over the rows of A or G. */
    private static final class Rows {
        private final double[] pull;
        private double difference;
        private double excess;
        private double negative;
        private double product;
        private double scale = 1;
        private double dualScale = 1;

        Rows(int n, double[] x, int i, double[] matrix, double[] right, double[] multipliers, int rows) {
            pull = new double[n];
            for (int row = i * rows; row < (i + 1) * rows; row++) {
                double value = dot(matrix, row * n, x, i * n, n);
                double multiplier = multipliers[row];
                for (int j = 0; j < n; j++) {
                    pull[j] += matrix[row * n + j] * multiplier;
                }
                scale = larger(larger(scale, value), right[row]);
                dualScale = larger(dualScale, multiplier);
                difference = larger(difference, value - right[row]);
                excess = Math.max(excess, value - right[row]);
                negative = Math.max(negative, -multiplier);
                product = larger(product, multiplier * (right[row] - value));
            }
        }
    }
}
