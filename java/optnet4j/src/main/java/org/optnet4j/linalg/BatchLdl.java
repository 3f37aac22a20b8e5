package org.optnet4j.linalg;

import java.util.Objects;
import org.optnet4j.backend.LinalgCall;
import org.optnet4j.backend.LinalgOperation;

/**
 * Factorisations <i>A = L D L'</i> of a batch of symmetric quasi-definite matrices, [H B'; B -C] with H and C positive
 * definite, in place and without pivoting: lower triangles take part, what upper ones hold is of no effect and stays. L has
 * ones on its diagonal, which holds D instead.
 *
 * <p>For quasi-definite matrices the factorisation exists in whatever order their rows are (R. J. Vanderbei, Symmetric
 * quasidefinite matrices, SIAM J. Optim. 5, 1995). Other symmetric matrices may be given; where a pivot is small, much
 * accuracy is lost, and {@link BatchLu} is the better choice.
 *
 * <p>Not thread-safe: it changes the caller's numbers.
 */
public final class BatchLdl {
    private final Linalg linalg;
    private final MatrixBatch factor;
    private final Info info;

    /**
     * How many eigenvalues of a matrix have which sign, by Sylvester's law.
     *
     * @param positive how many are positive
     * @param negative how many are negative
     */
    public record Inertia(int positive, int negative) {}

    private BatchLdl(Linalg linalg, MatrixBatch factor) {
        this.linalg = linalg;
        this.factor = factor;
        this.info = new Info(factor.batch());
    }

    /**
     * Replaces the lower triangle of each matrix by L below the diagonal and D on it. A matrix that meets a pivot which is
     * not finite, or whose reciprocal is not, keeps its numbers, and {@link #info(int)} says so; the others know nothing of it.
     *
     * @param linalg what works on them; stays the caller's to close
     * @param a symmetric matrices, of which the lower triangle counts
     * @return the factorisations, on the caller's numbers
     * @throws IllegalArgumentException if the matrices are not square, one stands for all, or they are in a read-only buffer
     * @throws IllegalStateException if linalg is closed
     */
    public static BatchLdl factor(Linalg linalg, MatrixBatch a) {
        Objects.requireNonNull(linalg, "linalg");
        MatrixChecks.requireSquare("a", a);
        MatrixChecks.requireWritable("a", a);
        BatchLdl ldl = new BatchLdl(linalg, a);
        linalg.run("factor", ldl.call(LinalgOperation.LDL_FACTOR, a));
        return ldl;
    }

    /**
     * Takes factors that are there already.
     *
     * @param linalg what works on them; stays the caller's to close
     * @param factor matrices with L below the diagonal and D, without zeros, on it; one may stand for all
     * @return the factorisations, on the caller's numbers
     * @throws IllegalArgumentException if the matrices are not square
     */
    public static BatchLdl of(Linalg linalg, MatrixBatch factor) {
        Objects.requireNonNull(linalg, "linalg");
        MatrixChecks.requireSquare("factor", factor);
        return new BatchLdl(linalg, factor);
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
     * What became of one matrix.
     *
     * @param k which matrix
     * @return 0 if it was factored; else which element of D, from 1, is the first that is not finite, or whose reciprocal is not
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
     * The signs of the eigenvalues of one matrix, which are those of D. A quasi-definite one has as many positive ones as H
     * has rows.
     *
     * @param k which matrix
     * @return how many are positive and negative
     * @throws IndexOutOfBoundsException if there is no such matrix
     * @throws IllegalStateException if it was not factored
     */
    public Inertia inertia(int k) {
        if (info(k) != 0) {
            throw new IllegalStateException("inertia: matrix " + k + " was not factored, its info is " + info(k));
        }
        int positive = 0;
        for (int i = 0; i < factor.rows(); i++) {
            positive += factor.get(k, i, i) > 0 ? 1 : 0;
        }
        return new Inertia(positive, factor.rows() - positive);
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
        MatrixChecks.requireRightHandSides(b, "the factors", factor, factor.rows());
        linalg.run("solve", call(LinalgOperation.LDL_SOLVE, factor, b).withSizes(0, 0, b.columns()));
    }

    private LinalgCall call(LinalgOperation operation, MatrixBatch... operands) {
        return LinalgCall.of(operation, factor.batch(), factor.precision(), factor.rows(), operands)
                .withInfo(info.codes());
    }
}
