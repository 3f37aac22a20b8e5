package org.optnet4j.linalg;

import java.nio.Buffer;
import java.util.Objects;

/** What operands have to be. Every message names the argument, what was expected and what was given. */
final class MatrixChecks {
    private MatrixChecks() {}

    static void requireSquare(String name, MatrixBatch matrices) {
        Objects.requireNonNull(matrices, name);
        if (matrices.rows() != matrices.columns() || matrices.rows() == 0) {
            throw new IllegalArgumentException(name + ": expected square matrices of at least 1 x 1, got "
                    + matrices.rows() + " x " + matrices.columns());
        }
    }

    static void requireWritable(String name, MatrixBatch matrices) {
        boolean onHost = matrices.deviceNumbers().isEmpty();
        if (onHost && matrices.numbers().storage() instanceof Buffer buffer && buffer.isReadOnly()) {
            throw new IllegalArgumentException(name + ": expected a buffer that can be written, got a read-only one");
        }
        if (matrices.stride() == 0 && matrices.batch() > 1 && matrices.columns() > 0 && matrices.rows() > 0) {
            throw new IllegalArgumentException(
                    name + ": expected a matrix of its own for each, to be written, got stride 0");
        }
    }

    /** The batch size and precision of others, called by their name in messages. */
    static void requireSameKind(String name, MatrixBatch matrices, String others, MatrixBatch as) {
        Objects.requireNonNull(matrices, name);
        requireEqual(name + ": batch", others, as.batch(), matrices.batch());
        if (matrices.precision() != as.precision()) {
            throw new IllegalArgumentException(name + ": expected the precision of " + others + ", " + as.precision()
                    + ", got " + matrices.precision());
        }
    }

    static void requireEqual(String name, String others, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException(
                    name + ": expected " + expected + ", as of " + others + ", got " + actual);
        }
    }

    /** Right-hand sides for n x n matrices. */
    static void requireRightHandSides(MatrixBatch b, String others, MatrixBatch as, int rows) {
        requireSameKind("b", b, others, as);
        requireEqual("b: rows", others, rows, b.rows());
        requireWritable("b", b);
    }
}
