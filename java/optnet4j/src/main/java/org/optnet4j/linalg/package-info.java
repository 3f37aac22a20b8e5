/**
 * Dense linear algebra on batches of small matrices, in place, on the memory of the caller.
 *
 * <p>{@link org.optnet4j.linalg.MatrixBatch} says where the matrices are, {@link org.optnet4j.linalg.Linalg} what works on
 * them, {@link org.optnet4j.linalg.BatchCholesky} and its neighbours what is done.
 */
@NullMarked
package org.optnet4j.linalg;

import org.jspecify.annotations.NullMarked;
