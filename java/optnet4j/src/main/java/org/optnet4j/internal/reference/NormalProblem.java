package org.optnet4j.internal.reference;

/**
 * One problem in the normal form.
 *
 * @param quadratic Q
 * @param q n
 * @param a A, p x n
 * @param b p
 * @param g G, m x n
 * @param bounds on the rows of G and on the variables
 */
record NormalProblem(ConvexQuadratic quadratic, double[] q, double[] a, double[] b, double[] g, StackedBounds bounds) {}
