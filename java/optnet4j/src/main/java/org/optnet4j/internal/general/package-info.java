/**
 * Any convex quadratic program, one at a time, in double arithmetic: two-sided rows, bounds, semi-definite <i>Q</i>,
 * infeasible and degenerate problems. What the dual form cannot take, or gave up on, comes here.
 */
@NullMarked
package org.optnet4j.internal.general;

import org.jspecify.annotations.NullMarked;
