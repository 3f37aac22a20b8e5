package org.optnet4j.experiments.timing;

/**
 * The time of a solver for a whole batch.
 *
 * @param solver which one, and how it was called
 * @param precision of its numbers
 * @param batch how many problems
 * @param seconds median
 * @param trials that counted
 * @param residual worst scaled KKT residual
 */
record SolverTime(String solver, String precision, int batch, double seconds, int trials, double residual) {}
