package org.optnet4j.backend;

import org.optnet4j.linalg.MatrixBatch;

/**
 * The linear algebra of a back end. Thread-safe. {@link org.optnet4j.linalg.Linalg} checks arguments, calls {@link
 * #close()} once at most, never while another call runs, and calls nothing afterwards.
 *
 * <p>What becomes of one matrix depends, to the bit, on its own numbers only.
 */
public interface BackendLinalg extends AutoCloseable {
    /**
     * Replaces the lower triangle of each matrix by its Cholesky factor.
     *
     * @param a square matrices that do not overlap
     * @param info one per matrix: becomes 0, or the order of the first leading minor that is not positive, where the
     *     matrix keeps its numbers
     */
    void choleskyFactor(MatrixBatch a, int[] info);

    /**
     * Replaces B by the solution of A X = B.
     *
     * @param factor what {@link #choleskyFactor} left; may be one for all
     * @param info of the factors; NaN where it is not 0
     * @param b right-hand sides, with as many rows as the factor, that do not overlap
     */
    void choleskySolve(MatrixBatch factor, int[] info, MatrixBatch b);

    /**
     * Replaces the lower triangle of each factor by that of the inverse of A.
     *
     * @param factor what {@link #choleskyFactor} left
     * @param info of the factors; NaN where it is not 0
     */
    void choleskyInverse(MatrixBatch factor, int[] info);

    /** Frees what this back end holds. */
    @Override
    void close();
}
