package org.optnet4j.linalg;

import java.util.Objects;
import org.optnet4j.CudaException;
import org.optnet4j.backend.LinalgCall;
import org.optnet4j.backend.LinalgOperation;

/**
 * Cholesky factorisations <i>A = L L'</i> of a batch of symmetric positive definite matrices, in place: lower triangles
 * take part, what upper ones hold is of no effect and stays, as with LAPACK's {@code potrf}, {@code potrs} and {@code potri}.
 *
 * <p>Not thread-safe: it changes the caller's numbers.
 */
public final class BatchCholesky {
    private final Linalg linalg;
    private final MatrixBatch factor;
    private final Info info;
    private boolean inverted;

    private BatchCholesky(Linalg linalg, MatrixBatch factor) {
        this.linalg = linalg;
        this.factor = factor;
        this.info = new Info(factor.batch());
    }

    /**
     * Replaces the lower triangle of each matrix by its factor L. A matrix that is not positive definite keeps its numbers,
     * and {@link #info(int)} says so; the others know nothing of it.
     *
     * @param linalg what works on them; stays the caller's to close
     * @param a symmetric matrices, of which the lower triangle counts
     * @return the factorisations, on the caller's numbers
     * @throws IllegalArgumentException if the matrices are not square, one stands for all, or they are in a read-only buffer
     * @throws IllegalStateException if linalg is closed
     */
    public static BatchCholesky factor(Linalg linalg, MatrixBatch a) {
        Objects.requireNonNull(linalg, "linalg");
        MatrixChecks.requireSquare("a", a);
        MatrixChecks.requireWritable("a", a);
        BatchCholesky cholesky = new BatchCholesky(linalg, a);
        linalg.run("factor", cholesky.call(LinalgOperation.CHOLESKY_FACTOR, a));
        return cholesky;
    }

    /**
     * Takes factors that are there already.
     *
     * @param linalg what works on them; stays the caller's to close
     * @param factor matrices whose lower triangles are factors with positive diagonals; one may stand for all
     * @return the factorisations, on the caller's numbers
     * @throws IllegalArgumentException if the matrices are not square
     */
    public static BatchCholesky of(Linalg linalg, MatrixBatch factor) {
        Objects.requireNonNull(linalg, "linalg");
        MatrixChecks.requireSquare("factor", factor);
        return new BatchCholesky(linalg, factor);
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
     * @return 0 if it was factored; else the order, from 1, of the first leading minor that is not positive or no number
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
    public boolean isPositiveDefinite() {
        return info.allZero();
    }

    /**
     * Replaces the right-hand sides B by the solutions X of A X = B. Where a matrix was not factored, X is NaN.
     *
     * @param b one matrix per factor, with as many rows and any number of columns; must not overlap with the factors
     * @throws IllegalArgumentException if b has another batch size, precision or number of rows, one stands for all, or
     *     they are in a read-only buffer
     * @throws IllegalStateException if the Linalg is closed or the factors have been replaced by inverses
     */
    public void solve(MatrixBatch b) {
        requireFactors("solve");
        MatrixChecks.requireRightHandSides(b, "the factors", factor, factor.rows());
        linalg.run("solve", call(LinalgOperation.CHOLESKY_SOLVE, factor, b).withSizes(0, 0, b.columns()));
    }

    /**
     * Replaces the lower triangle of each factor by that of the inverse of A; NaN where the matrix was not factored.
     * What needs the factors cannot be asked for afterwards.
     *
     * @return the caller's matrices
     * @throws IllegalArgumentException if one factor stands for all, or they are in a read-only buffer
     * @throws IllegalStateException if the Linalg is closed or the factors have been replaced before
     */
    public MatrixBatch inverse() {
        requireFactors("inverse");
        MatrixChecks.requireWritable("factor", factor);
        try {
            linalg.run("inverse", call(LinalgOperation.CHOLESKY_INVERSE, factor));
        } catch (OutOfMemoryError | CudaException partly) {
            inverted = true;
            throw partly;
        }
        inverted = true;
        return factor;
    }

    /**
     * The logarithms of the determinants.
     *
     * @return log det A = 2 sum log L<sub>ii</sub> of each matrix, in double arithmetic; NaN where it was not factored
     * @throws IllegalStateException if the factors have been replaced by inverses
     */
    public double[] logDeterminant() {
        requireFactors("logDeterminant");
        double[] result = new double[factor.batch()];
        for (int k = 0; k < result.length; k++) {
            double sum = 0;
            for (int i = 0; i < factor.rows(); i++) {
                sum += Math.log(factor.get(k, i, i));
            }
            result[k] = info.of(k) == 0 ? 2 * sum : Double.NaN;
        }
        return result;
    }

    private void requireFactors(String call) {
        if (inverted) {
            throw new IllegalStateException(call + ": the factors have been replaced by inverses");
        }
    }

    private LinalgCall call(LinalgOperation operation, MatrixBatch... operands) {
        return LinalgCall.of(operation, factor.batch(), factor.precision(), factor.rows(), operands)
                .withInfo(info.codes());
    }
}
