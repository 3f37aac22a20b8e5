package org.optnet4j.linalg;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.optnet4j.backend.LinalgCall;
import org.optnet4j.backend.LinalgFlag;
import org.optnet4j.backend.LinalgOperation;

/**
 * Symmetric products, as with BLAS's {@code syrk}, and with weights: <i>C = M diag(d) M'</i> and <i>C = M' diag(d) M</i>, of
 * which the second is what inequalities add to the matrix of an interior-point step. Lower triangles of C are written; what
 * the upper ones hold stays.
 *
 * <p>Immutable but for the caller's numbers.
 */
public final class BatchSymmetric {
    private final Linalg linalg;
    private final MatrixBatch c;
    private final boolean add;

    private BatchSymmetric(Linalg linalg, MatrixBatch c, boolean add) {
        this.linalg = Objects.requireNonNull(linalg, "linalg");
        MatrixChecks.requireSquare("c", c);
        MatrixChecks.requireWritable("c", c);
        this.c = c;
        this.add = add;
    }

    /**
     * Where products go.
     *
     * @param linalg what works on them; stays the caller's to close
     * @param c square matrices
     * @return them, to be overwritten by products
     * @throws IllegalArgumentException if the matrices are not square, one stands for all, or they are in a read-only buffer
     */
    public static BatchSymmetric of(Linalg linalg, MatrixBatch c) {
        return new BatchSymmetric(linalg, c, false);
    }

    /**
     * The same matrices, to which products are added.
     *
     * @return them
     */
    public BatchSymmetric accumulating() {
        return new BatchSymmetric(linalg, c, true);
    }

    /**
     * C = M M'.
     *
     * @param factor M, one per matrix or one for all, with as many rows as C
     * @throws IllegalArgumentException if it has another batch size, precision or number of rows
     * @throws IllegalStateException if the Linalg is closed
     */
    public void product(MatrixBatch factor) {
        run("product", factor, null, false);
    }

    /**
     * C = M diag(d) M'.
     *
     * @param factor M, one per matrix or one for all, with as many rows as C
     * @param weights d, columns of one number for each column of M; any sign
     * @throws IllegalArgumentException if one has another batch size, precision or number of rows
     * @throws IllegalStateException if the Linalg is closed
     */
    public void product(MatrixBatch factor, MatrixBatch weights) {
        run("product", factor, Objects.requireNonNull(weights, "weights"), false);
    }

    /**
     * C = M' M.
     *
     * @param factor M, one per matrix or one for all, with as many columns as C
     * @throws IllegalArgumentException if it has another batch size, precision or number of columns
     * @throws IllegalStateException if the Linalg is closed
     */
    public void productOfTransposed(MatrixBatch factor) {
        run("productOfTransposed", factor, null, true);
    }

    /**
     * C = M' diag(d) M.
     *
     * @param factor M, one per matrix or one for all, with as many columns as C
     * @param weights d, columns of one number for each row of M; any sign
     * @throws IllegalArgumentException if one has another batch size, precision, number of columns or rows
     * @throws IllegalStateException if the Linalg is closed
     */
    public void productOfTransposed(MatrixBatch factor, MatrixBatch weights) {
        run("productOfTransposed", factor, Objects.requireNonNull(weights, "weights"), true);
    }

    private void run(String what, MatrixBatch factor, @Nullable MatrixBatch weights, boolean transposed) {
        MatrixChecks.requireSameKind("factor", factor, "c", c);
        int outer = transposed ? factor.columns() : factor.rows();
        int inner = transposed ? factor.rows() : factor.columns();
        MatrixChecks.requireEqual(transposed ? "factor: columns" : "factor: rows", "c", c.rows(), outer);
        if (weights != null) {
            MatrixChecks.requireSameKind("weights", weights, "c", c);
            MatrixChecks.requireEqual("weights: columns", "a vector", 1, weights.columns());
            String others = transposed ? "the rows of factor" : "the columns of factor";
            MatrixChecks.requireEqual("weights: rows", others, inner, weights.rows());
        }
        LinalgCall call = LinalgCall.of(
                        LinalgOperation.WEIGHTED_GRAM, c.batch(), c.precision(), c.rows(), factor, weights, c)
                .withSizes(inner, 0, 0)
                .with(LinalgFlag.TRANSPOSED, transposed)
                .with(LinalgFlag.WEIGHTED, weights != null)
                .with(LinalgFlag.ADD, add);
        linalg.run(what, call);
    }
}
