package org.optnet4j.experiments.timing;

/**
 * Answers to a batch of problems.
 *
 * @param x minimisers, count x n
 * @param lambda multipliers of the inequalities, count x m
 */
record Answers(double[] x, double[] lambda) {}
