package org.optnet4j.internal.reference;

/**
 * One problem: its matrices in dual form, and its vectors.
 *
 * @param form the matrices
 * @param q n
 * @param b p
 * @param h m
 */
record Problem(DualForm form, double[] q, double[] b, double[] h) {}
