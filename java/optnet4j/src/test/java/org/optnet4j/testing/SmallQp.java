package org.optnet4j.testing;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpProblem;

/**
 * One well-posed problem as plain arrays, for transformations: Q = LL'/n + I, so that the minimiser is unique and as
 * accurate as the square root of the gap, feasible at a random point with every inequality strict there.
 *
 * @param l null where rows are one-sided
 * @param lb null without bounds; ub is null too then
 */
public record SmallQp(
        int n,
        int m,
        int p,
        double[] Q,
        double[] q,
        double[] A,
        double[] b,
        double[] G,
        double[] h,
        double @Nullable [] l,
        double @Nullable [] lb,
        double @Nullable [] ub) {

    public static SmallQp random(int n, int m, int p, boolean bounded, Random random) {
        double[] L = gaussian(n * n, random);
        double[] Q = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                Q[i * n + j] = i == j ? 1 : 0;
                for (int k = 0; k < n; k++) {
                    Q[i * n + j] += L[i * n + k] * L[j * n + k] / n;
                }
            }
        }
        double[] z = gaussian(n, random);
        double[] A = gaussian(p * n, random);
        double[] G = gaussian(m * n, random);
        double[] h = sum(multiply(G, z), random.doubles(m, 0.1, 1).toArray());
        return new SmallQp(
                n,
                m,
                p,
                Q,
                gaussian(n, random),
                A,
                multiply(A, z),
                G,
                h,
                bounded ? sum(multiply(G, z), random.doubles(m, -1, -0.1).toArray()) : null,
                bounded ? sum(z, random.doubles(n, -1, -0.1).toArray()) : null,
                bounded ? sum(z, random.doubles(n, 0.1, 1).toArray()) : null);
    }

    public QpProblem toProblem() {
        QpProblem.Builder builder = QpProblem.builder(n).Q(Q).q(q);
        if (p > 0) {
            builder.A(A).b(b);
        }
        if (m > 0) {
            builder.G(G).h(h);
        }
        if (m > 0 && l != null) {
            builder.l(l);
        }
        if (lb != null && ub != null) {
            builder.lb(lb).ub(ub);
        }
        return builder.build();
    }

    /** c times the objective. */
    public SmallQp withObjectiveTimes(double c) {
        return new SmallQp(n, m, p, times(Q, c), times(q, c), A, b, G, h, l, lb, ub);
    }

    /** Each row of G and A times a number; those of G are positive. */
    public SmallQp withRowsTimes(double[] ofG, double[] ofA) {
        return new SmallQp(
                n,
                m,
                p,
                Q,
                q,
                rowsTimes(A, ofA, n),
                rowsTimes(b, ofA, 1),
                rowsTimes(G, ofG, n),
                rowsTimes(h, ofG, 1),
                l == null ? null : rowsTimes(l, ofG, 1),
                lb,
                ub);
    }

    /** In the variables y with x = scales * y. */
    public SmallQp withVariablesTimes(double[] scales) {
        double[] inverse = Arrays.stream(scales).map(scale -> 1 / scale).toArray();
        return new SmallQp(
                n,
                m,
                p,
                columnsTimes(rowsTimes(Q, scales, n), scales),
                rowsTimes(q, scales, 1),
                columnsTimes(A, scales),
                b,
                columnsTimes(G, scales),
                h,
                l,
                lb == null ? null : rowsTimes(lb, inverse, 1),
                ub == null ? null : rowsTimes(ub, inverse, 1));
    }

    /** In the variables y = x - t. */
    public SmallQp translated(double[] t) {
        double[] minus = times(t, -1);
        return new SmallQp(
                n,
                m,
                p,
                Q,
                sum(q, multiply(Q, t)),
                A,
                sum(b, multiply(A, minus)),
                G,
                sum(h, multiply(G, minus)),
                l == null ? null : sum(l, multiply(G, minus)),
                lb == null ? null : sum(lb, minus),
                ub == null ? null : sum(ub, minus));
    }

    /** Variable i, row i, equality i of the result is the one with the index that the orders have at i. */
    public SmallQp permuted(int[] variables, int[] rows, int[] equalities) {
        int[] one = {0};
        return new SmallQp(
                n,
                m,
                p,
                pick(Q, variables, variables, n),
                pick(q, one, variables, n),
                pick(A, equalities, variables, n),
                pick(b, equalities, one, 1),
                pick(G, rows, variables, n),
                pick(h, rows, one, 1),
                l == null ? null : pick(l, rows, one, 1),
                lb == null ? null : pick(lb, one, variables, n),
                ub == null ? null : pick(ub, one, variables, n));
    }

    /** With one more inequality; two-sided problems get no lower bound for it. */
    public SmallQp withRow(double[] g, double upper) {
        return new SmallQp(
                n,
                m + 1,
                p,
                Q,
                q,
                A,
                b,
                joined(G, g),
                joined(h, upper),
                l == null ? null : joined(l, Double.NEGATIVE_INFINITY),
                lb,
                ub);
    }

    /** With one more equality. */
    public SmallQp withEquality(double[] a, double value) {
        return new SmallQp(n, m, p + 1, Q, q, joined(A, a), joined(b, value), G, h, l, lb, ub);
    }

    /** With bounds everywhere, infinite where there were none. */
    public SmallQp withAbsentBounds() {
        return new SmallQp(
                n,
                m,
                p,
                Q,
                q,
                A,
                b,
                G,
                h,
                l == null ? filled(m, Double.NEGATIVE_INFINITY) : l,
                lb == null ? filled(n, Double.NEGATIVE_INFINITY) : lb,
                ub == null ? filled(n, Double.POSITIVE_INFINITY) : ub);
    }

    /** With upper bounds of the rows that are larger by something. */
    public SmallQp relaxed(double[] by) {
        return new SmallQp(n, m, p, Q, q, A, b, G, sum(h, by), l, lb, ub);
    }

    public double objective(double[] x) {
        double sum = 0;
        double[] curvature = multiply(Q, x);
        for (int i = 0; i < n; i++) {
            sum += x[i] * (curvature[i] / 2 + q[i]);
        }
        return sum;
    }

    /** A row of G or A. */
    public double[] row(double[] matrix, int i) {
        return Arrays.copyOfRange(matrix, i * n, (i + 1) * n);
    }

    @Override
    public String toString() {
        return "SmallQp[n=" + n + ", m=" + m + ", p=" + p + (lb == null ? "]" : ", bounded]");
    }

    public static double[] gaussian(int count, Random random) {
        return random.doubles(count).map(ignored -> random.nextGaussian()).toArray();
    }

    public static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }

    public static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    /** Each row of a matrix times a number. */
    public static double[] rowsTimes(double[] matrix, double[] factors, int columns) {
        double[] result = matrix.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] *= factors[i / columns];
        }
        return result;
    }

    private static double[] columnsTimes(double[] matrix, double[] factors) {
        double[] result = matrix.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] *= factors[i % factors.length];
        }
        return result;
    }

    private static double[] pick(double[] matrix, int[] rows, int[] columns, int width) {
        double[] picked = new double[rows.length * columns.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = matrix[rows[i / columns.length] * width + columns[i % columns.length]];
        }
        return picked;
    }

    private static double[] joined(double[] first, double... second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }

    private static double[] multiply(double[] matrix, double[] x) {
        double[] product = new double[matrix.length / x.length];
        for (int i = 0; i < matrix.length; i++) {
            product[i / x.length] += matrix[i] * x[i % x.length];
        }
        return product;
    }
}
