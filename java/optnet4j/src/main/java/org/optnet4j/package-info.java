/**
 * Solve and differentiate batches of quadratic programs.
 *
 * <p>For each problem <i>i</i> of a batch: minimise <i>&frac12; x'Qx + q'x</i> subject to <i>Ax = b</i>, <i>l &le; Gx
 * &le; h</i>, <i>lb &le; x &le; ub</i>, with <i>n</i> variables, <i>p</i> equalities and <i>m</i> inequalities; all but
 * <i>Q</i> and <i>q</i> may be left out. The multipliers are <i>&nu;</i> ({@code nu}, equalities) and <i>&lambda;,
 * &lambda;<sub>l</sub>, &lambda;<sub>lb</sub>, &lambda;<sub>ub</sub> &ge; 0</i> ({@code lambda} of h, {@code lambdaL},
 * {@code lambdaLb}, {@code lambdaUb}), the slack is <i>s = h - Gx &ge; 0</i>. At a solution <i>Qx + q + A'&nu; +
 * G'(&lambda; - &lambda;<sub>l</sub>) + &lambda;<sub>ub</sub> - &lambda;<sub>lb</sub> = 0</i>. Every array is row-major
 * and batch-major.
 *
 * <p>The way through: {@link org.optnet4j.QpBatch} &rarr; {@link org.optnet4j.QpSolver} &rarr;
 * {@link org.optnet4j.QpSolution} &rarr; {@link org.optnet4j.QpGradients}; for lists of problems of different sizes
 * {@link org.optnet4j.QpProblem}, {@link org.optnet4j.RaggedSolution} and {@link org.optnet4j.RaggedGradients}.
 */
@NullMarked
package org.optnet4j;

import org.jspecify.annotations.NullMarked;
