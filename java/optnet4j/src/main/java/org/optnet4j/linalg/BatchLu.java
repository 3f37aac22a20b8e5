package org.optnet4j.linalg;

import java.util.Objects;
import org.optnet4j.backend.LinalgCall;
import org.optnet4j.backend.LinalgFlag;
import org.optnet4j.backend.LinalgOperation;

/**
 * Factorisations <i>P A = L U</i> of a batch of square matrices with partial pivoting, in place, as with LAPACK's
 * {@code getrf} and {@code getrs}. L has ones on its diagonal, which are not stored.
 *
 * <p>Not thread-safe: it changes the caller's numbers.
 */
public final class BatchLu {
    private final Linalg linalg;
    private final MatrixBatch factor;
    private final Info info;
    private final int[] pivots;

    private BatchLu(Linalg linalg, MatrixBatch factor) {
        this.linalg = linalg;
        this.factor = factor;
        this.info = new Info(factor.batch());
        this.pivots = new int[Math.multiplyExact(factor.batch(), factor.rows())];
    }

    /**
     * Replaces each matrix by L below the diagonal and U from it on. A singular matrix keeps its numbers, and {@link
     * #info(int)} says so; the others know nothing of it.
     *
     * @param linalg what works on them; stays the caller's to close
     * @param a square matrices
     * @return the factorisations, on the caller's numbers
     * @throws IllegalArgumentException if the matrices are not square, one stands for all, or they are in a read-only buffer
     * @throws IllegalStateException if linalg is closed
     */
    public static BatchLu factor(Linalg linalg, MatrixBatch a) {
        Objects.requireNonNull(linalg, "linalg");
        MatrixChecks.requireSquare("a", a);
        MatrixChecks.requireWritable("a", a);
        BatchLu lu = new BatchLu(linalg, a);
        linalg.run("factor", lu.call(LinalgOperation.LU_FACTOR, a));
        return lu;
    }

    /**
     * The factors, where the matrices were.
     *
     * @return the caller's matrices
     */
    public MatrixBatch factor() {
        return factor;
    }

    /**
     * What became of one matrix, as LAPACK's {@code info} says it.
     *
     * @param k which matrix
     * @return 0 if it was factored; else which pivot, from 1, is the first that is not finite, or whose reciprocal is not
     * @throws IndexOutOfBoundsException if there is no such matrix
     */
    public int info(int k) {
        return info.of(k);
    }

    /**
     * Whether all matrices were factored.
     *
     * @return true if every {@link #info(int)} is 0
     */
    public boolean allFactored() {
        return info.allZero();
    }

    /**
     * One exchange of rows. P is made of them one after the other.
     *
     * @param k which matrix
     * @param i which row, from 0
     * @return the row, from 0 and at least i, that it was exchanged with
     * @throws IndexOutOfBoundsException if there is no such matrix or row
     */
    public int pivot(int k, int i) {
        Objects.checkIndex(k, factor.batch());
        Objects.checkIndex(i, factor.rows());
        return pivots[k * factor.rows() + i];
    }

    /**
     * Replaces the right-hand sides B by the solutions X of A X = B. Where a matrix was not factored, X is NaN.
     *
     * @param b one matrix per factor, with as many rows and any number of columns; must not overlap with the factors
     * @throws IllegalArgumentException if b has another batch size, precision or number of rows, one stands for all, or
     *     they are in a read-only buffer
     * @throws IllegalStateException if the Linalg is closed
     */
    public void solve(MatrixBatch b) {
        solve("solve", b, false);
    }

    /**
     * Replaces the right-hand sides B by the solutions X of A' X = B. Where a matrix was not factored, X is NaN.
     *
     * @param b as for {@link #solve}
     * @throws IllegalArgumentException as from {@link #solve}
     * @throws IllegalStateException if the Linalg is closed
     */
    public void solveTransposed(MatrixBatch b) {
        solve("solveTransposed", b, true);
    }

    private void solve(String what, MatrixBatch b, boolean transposed) {
        MatrixChecks.requireRightHandSides(b, "the factors", factor, factor.rows());
        linalg.run(
                what,
                call(LinalgOperation.LU_SOLVE, factor, b)
                        .withSizes(0, 0, b.columns())
                        .with(LinalgFlag.TRANSPOSED, transposed));
    }

    private LinalgCall call(LinalgOperation operation, MatrixBatch... operands) {
        return LinalgCall.of(operation, factor.batch(), factor.precision(), factor.rows(), operands)
                .withInfo(info.codes())
                .withPivots(pivots);
    }
}
