package org.optnet4j.backend;

/**
 * What a back end does to each matrix of a batch, with its operands in order. All work in place; "lower" means that the
 * lower triangle takes part, and what the upper one holds is of no effect and stays. The order is that of the native
 * interface, {@code optnet4j_linalg_operation}.
 */
public enum LinalgOperation {
    /**
     * A (n x n, lower) becomes L, A = L L'. Writes info: 0, or the order of the first leading minor that is not positive,
     * where the matrix keeps its numbers.
     */
    CHOLESKY_FACTOR(0, true),

    /** L (n x n, lower); B (n x columns) becomes A<sup>-1</sup> B, NaN where info is not 0. */
    CHOLESKY_SOLVE(1, false),

    /** L (n x n, lower) becomes A<sup>-1</sup>, NaN where info is not 0. */
    CHOLESKY_INVERSE(0, true),

    /**
     * A (n x n, lower) becomes L below and D on the diagonal, A = L D L'. Writes info: 0, or the first element of D, from
     * 1, that is not finite, or whose reciprocal is not, where the matrix keeps its numbers.
     */
    LDL_FACTOR(0, true),

    /** L and D (n x n, lower); B (n x columns) becomes A<sup>-1</sup> B, NaN where info is not 0. */
    LDL_SOLVE(1, false),

    /**
     * A (n x n) becomes L below and U from the diagonal on, P A = L U. Writes pivots (n each: the row, from 0, that row i
     * was exchanged with) and info: 0, or the first pivot, from 1, that is not finite, or whose reciprocal is not, where the matrix keeps its
     * numbers.
     */
    LU_FACTOR(0, false),

    /** L and U (n x n); B (n x columns) becomes A<sup>-1</sup> B or, TRANSPOSED, A<sup>-T</sup> B, NaN where info is not 0. */
    LU_SOLVE(1, false),

    /**
     * T (n x n, lower or, with UPPER, upper; with UNIT its diagonal is taken for ones); B (n x columns) becomes
     * T<sup>-1</sup> B or, TRANSPOSED, T<sup>-T</sup> B. Writes info: 0, or the first element of the diagonal, from 1, that
     * is not finite, or whose reciprocal is not, where B stays.
     */
    TRIANGULAR_SOLVE(1, false),

    /** T as above; B (n x columns) becomes T B or, TRANSPOSED, T' B. */
    TRIANGULAR_MULTIPLY(1, false),

    /**
     * M (n x m or, TRANSPOSED, m x n), d (m x 1 with WEIGHTED, else null, for ones); C (n x n, lower) becomes M diag(d) M' or, TRANSPOSED, M'
     * diag(d) M; with ADD this is added to C.
     */
    WEIGHTED_GRAM(2, true),

    /**
     * Q (n x n, lower), A (p x n), G (m x n); F (1 x {@link LinalgCall#kktNumbers}) becomes what does not depend on W of the
     * factor of [Q A' G'; A 0 0; G 0 -W]. Writes info: 0, 1 if Q is not positive definite, 2 if rows of A depend on each
     * other.
     */
    KKT_PREPARE(3, false),

    /**
     * w (m x 1), the diagonal of W; F gets the rest of the factor. Info, where it is 0 or 3, becomes 0, or 3 if the reduced
     * matrix is not positive definite.
     */
    KKT_FACTOR(1, false),

    /** F; B (n + p + m x columns) becomes the solutions, NaN where info is not 0. */
    KKT_SOLVE(1, false);

    private final int written;
    private final boolean lower;

    LinalgOperation(int written, boolean lower) {
        this.written = written;
        this.lower = lower;
    }

    /**
     * Which operand is written.
     *
     * @return its index
     */
    public int written() {
        return written;
    }

    /**
     * Whether of the operand that is written only lower triangles are.
     *
     * @return true if so
     */
    public boolean writesLower() {
        return lower;
    }
}
