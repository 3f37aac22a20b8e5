package org.optnet4j.internal.reference;

/**
 * Sums over the numbers of a vector: four chains, term i in chain i modulo 4, joined as (0 + 2) + (1 + 3). All back ends add
 * in this order.
 */
final class Sums {
    private Sums() {}

    /** The sum of the x<sub>i</sub>. */
    static double of(double[] x) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 4 <= x.length; i += 4) {
            sum0 += x[i];
            sum1 += x[i + 1];
            sum2 += x[i + 2];
            sum3 += x[i + 3];
        }
        int left = x.length - i;
        sum0 = left > 0 ? sum0 + x[i] : sum0;
        sum1 = left > 1 ? sum1 + x[i + 1] : sum1;
        sum2 = left > 2 ? sum2 + x[i + 2] : sum2;
        return (sum0 + sum2) + (sum1 + sum3);
    }

    /** x'y. */
    static double dot(double[] x, double[] y) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 4 <= x.length; i += 4) {
            sum0 = Fused.fma(x[i], y[i], sum0);
            sum1 = Fused.fma(x[i + 1], y[i + 1], sum1);
            sum2 = Fused.fma(x[i + 2], y[i + 2], sum2);
            sum3 = Fused.fma(x[i + 3], y[i + 3], sum3);
        }
        int left = x.length - i;
        sum0 = left > 0 ? Fused.fma(x[i], y[i], sum0) : sum0;
        sum1 = left > 1 ? Fused.fma(x[i + 1], y[i + 1], sum1) : sum1;
        sum2 = left > 2 ? Fused.fma(x[i + 2], y[i + 2], sum2) : sum2;
        return (sum0 + sum2) + (sum1 + sum3);
    }

    /** x'y + u'v, term by term. */
    static double dots(double[] x, double[] y, double[] u, double[] v) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 4 <= x.length; i += 4) {
            sum0 = Fused.fma(u[i], v[i], Fused.fma(x[i], y[i], sum0));
            sum1 = Fused.fma(u[i + 1], v[i + 1], Fused.fma(x[i + 1], y[i + 1], sum1));
            sum2 = Fused.fma(u[i + 2], v[i + 2], Fused.fma(x[i + 2], y[i + 2], sum2));
            sum3 = Fused.fma(u[i + 3], v[i + 3], Fused.fma(x[i + 3], y[i + 3], sum3));
        }
        int left = x.length - i;
        sum0 = left > 0 ? Fused.fma(u[i], v[i], Fused.fma(x[i], y[i], sum0)) : sum0;
        sum1 = left > 1 ? Fused.fma(u[i + 1], v[i + 1], Fused.fma(x[i + 1], y[i + 1], sum1)) : sum1;
        sum2 = left > 2 ? Fused.fma(u[i + 2], v[i + 2], Fused.fma(x[i + 2], y[i + 2], sum2)) : sum2;
        return (sum0 + sum2) + (sum1 + sum3);
    }
}
