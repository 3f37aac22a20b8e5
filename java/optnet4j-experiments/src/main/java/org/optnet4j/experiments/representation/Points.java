package org.optnet4j.experiments.representation;

/**
 * Where a function is evaluated, and the loss it is differentiated for: the sum of the outputs, each times its weight.
 *
 * @param count how many points
 * @param x count x inputs
 * @param upstream weights of the outputs, count x outputs
 */
record Points(int count, double[] x, double[] upstream) {}
