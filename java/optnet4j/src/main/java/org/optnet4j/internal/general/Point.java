package org.optnet4j.internal.general;

/**
 * A vector of the KKT system: a part for the variables, one for the equalities, one for the inequalities.
 *
 * @param x n
 * @param y one per equality
 * @param z one per inequality
 */
record Point(double[] x, double[] y, double[] z) {
    Point copy() {
        return new Point(x.clone(), y.clone(), z.clone());
    }

    /** This plus factor times other. */
    Point plus(double factor, Point other) {
        Point sum = copy();
        Rows.addScaled(factor, other.x, 0, sum.x, 0, x.length);
        Rows.addScaled(factor, other.y, 0, sum.y, 0, y.length);
        Rows.addScaled(factor, other.z, 0, sum.z, 0, z.length);
        return sum;
    }

    void divideBy(double divisor) {
        for (double[] part : new double[][] {x, y, z}) {
            for (int i = 0; i < part.length; i++) {
                part[i] /= divisor;
            }
        }
    }

    double largest() {
        return Math.max(Rows.largest(x), Math.max(Rows.largest(y), Rows.largest(z)));
    }
}
