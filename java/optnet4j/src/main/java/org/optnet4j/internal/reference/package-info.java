/**
 * The {@code java} back end: the solver in plain Java, written to be read. It is the executable specification of the
 * other back ends and the fallback on every machine.
 *
 * <p>In double precision it is that to the bit. Every number has one order of operations, whoever computes it: products
 * are chains of fused multiply-adds in index order, sums over a vector are those of {@code Sums}, pivots are kept as reciprocals.
 */
@NullMarked
package org.optnet4j.internal.reference;

import org.jspecify.annotations.NullMarked;
