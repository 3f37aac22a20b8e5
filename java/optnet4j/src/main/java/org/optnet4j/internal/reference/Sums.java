package org.optnet4j.internal.reference;

/**
 * Sums over the numbers of a vector: four chains, term i in chain i modulo 4, joined as (0 + 2) + (1 + 3). All back ends add
 * in this order.
 */
final class Sums {
    private Sums() {}

    /** The sum of the x<sub>i</sub>. */
    static double of(double[] x) {
        double[] chain = new double[4];
        for (int i = 0; i < x.length; i++) {
            chain[i & 3] += x[i];
        }
        return joined(chain);
    }

    /** x'y. */
    static double dot(double[] x, double[] y) {
        double[] chain = new double[4];
        for (int i = 0; i < x.length; i++) {
            chain[i & 3] = Fused.fma(x[i], y[i], chain[i & 3]);
        }
        return joined(chain);
    }

    /** x'y + u'v, term by term. */
    static double dots(double[] x, double[] y, double[] u, double[] v) {
        double[] chain = new double[4];
        for (int i = 0; i < x.length; i++) {
            chain[i & 3] = Fused.fma(u[i], v[i], Fused.fma(x[i], y[i], chain[i & 3]));
        }
        return joined(chain);
    }

    private static double joined(double[] chain) {
        return (chain[0] + chain[2]) + (chain[1] + chain[3]);
    }
}
