package org.optnet4j.examples.qps;

/**
 * The problem of a file, dense: minimise <i>&frac12; x'Qx + q'x</i> subject to <i>Ax = b</i>, <i>l &le; Gx &le; h</i>,
 * <i>lb &le; x &le; ub</i>. Variables and rows are in the order of the file, matrices row-major, absent bounds infinite.
 *
 * @param maximise whether the file asks for the largest value of its objective; Q and q are then those of its negative
 * @param constant of the objective, as the file means it
 * @param diagonal whether Q is given as its diagonal
 * @param Q n x n, or n
 * @param q n
 * @param A p x n
 * @param b p
 * @param G m x n
 * @param l m
 * @param h m
 * @param lb n
 * @param ub n
 */
public record QpsModel(
        boolean maximise,
        double constant,
        boolean diagonal,
        double[] Q,
        double[] q,
        double[] A,
        double[] b,
        double[] G,
        double[] l,
        double[] h,
        double[] lb,
        double[] ub) {}
