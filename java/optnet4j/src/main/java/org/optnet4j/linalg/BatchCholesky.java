package org.optnet4j.linalg;

import java.nio.Buffer;
import java.util.Objects;

/**
 * Cholesky factorisations <i>A = L L'</i> of a batch of symmetric positive definite matrices, in place: lower triangles
 * take part, what upper ones hold is of no effect and stays, as with LAPACK's {@code potrf}, {@code potrs} and {@code potri}.
 *
 * <p>Not thread-safe: it changes the caller's numbers.
 */
public final class BatchCholesky {
    private final Linalg linalg;
    private final MatrixBatch factor;
    private final int[] info;
    private boolean inverted;

    private BatchCholesky(Linalg linalg, MatrixBatch factor, int[] info) {
        this.linalg = linalg;
        this.factor = factor;
        this.info = info;
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
        requireSquare("a", a);
        requireWritable("a", a);
        int[] info = new int[a.batch()];
        linalg.run("factor", on -> on.choleskyFactor(a, info));
        return new BatchCholesky(linalg, a, info);
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
        requireSquare("factor", factor);
        return new BatchCholesky(linalg, factor, new int[factor.batch()]);
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
        return info[Objects.checkIndex(k, info.length)];
    }

    /**
     * Whether all matrices were factored.
     *
     * @return true if every {@link #info(int)} is 0
     */
    public boolean isPositiveDefinite() {
        for (int each : info) {
            if (each != 0) {
                return false;
            }
        }
        return true;
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
        Objects.requireNonNull(b, "b");
        requireFactors("solve");
        requireEqual("b: batch", factor.batch(), b.batch());
        requireEqual("b: rows", factor.rows(), b.rows());
        requireWritable("b", b);
        if (b.precision() != factor.precision()) {
            throw new IllegalArgumentException(
                    "b: expected the precision of the factors, " + factor.precision() + ", got " + b.precision());
        }
        linalg.run("solve", on -> on.choleskySolve(factor, info, b));
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
        requireWritable("factor", factor);
        linalg.run("inverse", on -> {
            inverted = true;
            on.choleskyInverse(factor, info);
        });
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
            result[k] = info[k] == 0 ? 2 * sum : Double.NaN;
        }
        return result;
    }

    private void requireFactors(String call) {
        if (inverted) {
            throw new IllegalStateException(call + ": the factors have been replaced by inverses");
        }
    }

    private static void requireSquare(String name, MatrixBatch matrices) {
        Objects.requireNonNull(matrices, name);
        if (matrices.rows() != matrices.columns() || matrices.rows() == 0) {
            throw new IllegalArgumentException(name + ": expected square matrices of at least 1 x 1, got "
                    + matrices.rows() + " x " + matrices.columns());
        }
    }

    private static void requireWritable(String name, MatrixBatch matrices) {
        if (matrices.numbers().storage() instanceof Buffer buffer && buffer.isReadOnly()) {
            throw new IllegalArgumentException(name + ": expected a buffer that can be written, got a read-only one");
        }
        if (matrices.stride() == 0 && matrices.batch() > 1 && matrices.columns() > 0) {
            throw new IllegalArgumentException(
                    name + ": expected a matrix of its own for each, to be written, got stride 0");
        }
    }

    private static void requireEqual(String name, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException(name + ": expected " + expected + ", as of the factors, got " + actual);
        }
    }
}
