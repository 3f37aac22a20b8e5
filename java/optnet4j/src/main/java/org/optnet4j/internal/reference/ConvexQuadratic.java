package org.optnet4j.internal.reference;

/**
 * The quadratic term of the normal form, which need not be positive definite.
 *
 * @param n number of variables
 * @param q the symmetric part of Q, n x n, or its diagonal alone
 * @param diagonal whether it is the diagonal alone
 * @param convex whether Q is positive semi-definite up to rounding
 * @param proximal what is added to the diagonal of H: enough for directions without curvature, far too little to slow the
 *     others down. Residuals are those of the data, so it shortens steps and moves no solution
 * @param held the weight of bounds that are held: a step leaves little of what is wrong with such a bound, and half the
 *     digits for everything else
 */
record ConvexQuadratic(int n, double[] q, boolean diagonal, boolean convex, double proximal, double held) {
    /** Negative curvature up to this fraction of the largest element of Q counts as rounding: files carry six digits. */
    private static final double CURVATURE = 2e-5;

    /** Relative to the largest element of Q. */
    private static final double PROXIMAL = 1e-11;

    static ConvexQuadratic ofDiagonal(double[] q) {
        double size = Dense.norm(q);
        boolean convex = true;
        for (double each : q) {
            convex &= -each <= CURVATURE * size;
        }
        return of(q.length, q, true, convex, size);
    }

    static ConvexQuadratic ofMatrix(int n, double[] matrix) {
        double[] q = QuadraticFactor.symmetricPart(n, matrix);
        double size = Dense.norm(q);
        double[] shifted = q.clone();
        for (int i = 0; i < n; i++) {
            shifted[i * n + i] += CURVATURE * size;
        }
        return of(n, q, false, Cholesky.factor(shifted, n, 0) || size == 0, size);
    }

    private static ConvexQuadratic of(int n, double[] q, boolean diagonal, boolean convex, double size) {
        double unit = size > 0 ? size : 1;
        return new ConvexQuadratic(n, q, diagonal, convex, PROXIMAL * unit, unit / Math.sqrt(Math.ulp(1.0)));
    }

    double onDiagonal(int i) {
        return diagonal ? q[i] : q[i * n + i];
    }

    /** Q x. */
    double[] multiply(double[] x) {
        if (!diagonal) {
            return Dense.multiply(q, n, n, x);
        }
        double[] product = new double[n];
        for (int i = 0; i < n; i++) {
            product[i] = q[i] * x[i];
        }
        return product;
    }
}
