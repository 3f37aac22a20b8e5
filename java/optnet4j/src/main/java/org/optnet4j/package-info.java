/**
 * Solve and differentiate batches of quadratic programs.
 *
 * <p>For each problem <i>i</i> of a batch: minimise <i>&frac12; x'Qx + q'x</i> subject to <i>Ax = b</i>, <i>Gx &le;
 * h</i>, with <i>n</i> variables, <i>p</i> equalities and <i>m</i> inequalities. The multipliers are <i>&nu;</i>
 * ({@code nu}, equalities) and <i>&lambda; &ge; 0</i> ({@code lambda}, inequalities), the slack is <i>s = h - Gx &ge;
 * 0</i>. Every array is row-major and batch-major.
 *
 * <p>The way through: {@link org.optnet4j.QpBatch} &rarr; {@link org.optnet4j.QpSolver} &rarr;
 * {@link org.optnet4j.QpSolution} &rarr; {@link org.optnet4j.QpGradients}.
 */
@NullMarked
package org.optnet4j;

import org.jspecify.annotations.NullMarked;
