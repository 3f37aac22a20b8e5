package org.optnet4j.linalg;

import java.util.Objects;
import org.optnet4j.backend.LinalgCall;
import org.optnet4j.backend.LinalgFlag;
import org.optnet4j.backend.LinalgOperation;

/**
 * A batch of triangular matrices: solves and products, in place, as with BLAS's {@code trsm} and {@code trmm}. What the other
 * triangle holds is of no effect.
 *
 * <p>Immutable but for the caller's numbers.
 */
public final class BatchTriangular {
    private final Linalg linalg;
    private final MatrixBatch t;
    private final boolean upper;
    private final boolean unit;

    private BatchTriangular(Linalg linalg, MatrixBatch t, boolean upper, boolean unit) {
        this.linalg = Objects.requireNonNull(linalg, "linalg");
        MatrixChecks.requireSquare("t", t);
        this.t = t;
        this.upper = upper;
        this.unit = unit;
    }

    /**
     * Lower triangles.
     *
     * @param linalg what works on them; stays the caller's to close
     * @param t square matrices; one may stand for all
     * @return them, as triangular matrices
     * @throws IllegalArgumentException if the matrices are not square
     */
    public static BatchTriangular lower(Linalg linalg, MatrixBatch t) {
        return new BatchTriangular(linalg, t, false, false);
    }

    /**
     * Upper triangles.
     *
     * @param linalg what works on them; stays the caller's to close
     * @param t square matrices; one may stand for all
     * @return them, as triangular matrices
     * @throws IllegalArgumentException if the matrices are not square
     */
    public static BatchTriangular upper(Linalg linalg, MatrixBatch t) {
        return new BatchTriangular(linalg, t, true, false);
    }

    /**
     * With ones on the diagonals, whatever they hold.
     *
     * @return these matrices with ones
     */
    public BatchTriangular withUnitDiagonal() {
        return new BatchTriangular(linalg, t, upper, true);
    }

    /**
     * Replaces the right-hand sides B by the solutions X of T X = B. Where T has an element on its diagonal that is zero or
     * not finite, B stays as it is.
     *
     * @param b one matrix per triangle, with as many rows and any number of columns; must not overlap with the triangles
     * @return for each matrix 0, or which element of the diagonal, from 1, is the first that is not finite, or whose reciprocal is not
     * @throws IllegalArgumentException if b has another batch size, precision or number of rows, one stands for all, or
     *     they are in a read-only buffer
     * @throws IllegalStateException if the Linalg is closed
     */
    public int[] solve(MatrixBatch b) {
        return solve("solve", b, false);
    }

    /**
     * Replaces the right-hand sides B by the solutions X of T' X = B.
     *
     * @param b as for {@link #solve}
     * @return as from {@link #solve}
     * @throws IllegalArgumentException as from {@link #solve}
     * @throws IllegalStateException if the Linalg is closed
     */
    public int[] solveTransposed(MatrixBatch b) {
        return solve("solveTransposed", b, true);
    }

    /**
     * Replaces B by T B.
     *
     * @param b as for {@link #solve}
     * @throws IllegalArgumentException as from {@link #solve}
     * @throws IllegalStateException if the Linalg is closed
     */
    public void multiply(MatrixBatch b) {
        linalg.run("multiply", call(LinalgOperation.TRIANGULAR_MULTIPLY, b, false));
    }

    /**
     * Replaces B by T' B.
     *
     * @param b as for {@link #solve}
     * @throws IllegalArgumentException as from {@link #solve}
     * @throws IllegalStateException if the Linalg is closed
     */
    public void multiplyTransposed(MatrixBatch b) {
        linalg.run("multiplyTransposed", call(LinalgOperation.TRIANGULAR_MULTIPLY, b, true));
    }

    private int[] solve(String what, MatrixBatch b, boolean transposed) {
        int[] info = new int[t.batch()];
        linalg.run(what, call(LinalgOperation.TRIANGULAR_SOLVE, b, transposed).withInfo(info));
        return info;
    }

    private LinalgCall call(LinalgOperation operation, MatrixBatch b, boolean transposed) {
        MatrixChecks.requireRightHandSides(b, "the triangles", t, t.rows());
        return LinalgCall.of(operation, t.batch(), t.precision(), t.rows(), t, b)
                .withSizes(0, 0, b.columns())
                .with(LinalgFlag.UPPER, upper)
                .with(LinalgFlag.UNIT, unit)
                .with(LinalgFlag.TRANSPOSED, transposed);
    }
}
