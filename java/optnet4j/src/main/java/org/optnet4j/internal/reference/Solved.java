package org.optnet4j.internal.reference;

import org.optnet4j.QpStatus;

/**
 * How the iteration ended.
 *
 * @param status SOLVED, MAX_ITERATIONS or NUMERICAL_ERROR
 * @param iterations how many steps were taken
 * @param iterate the last point
 * @param residuals its residuals
 */
record Solved(QpStatus status, int iterations, Iterate iterate, Residuals residuals) {}
