package org.optnet4j.internal.reference;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.optnet4j.linalg.MatrixBatch;

/** Matrices of a batch as row-major arrays without gaps, and back to where they lie. */
final class MatrixNumbers {
    private MatrixNumbers() {}

    /** Matrix k. */
    static double[] read(MatrixBatch from, int k) {
        int columns = from.columns();
        double[] matrix = new double[from.rows() * columns];
        for (int i = 0; i < from.rows() && columns > 0; i++) {
            from.numbers().copyTo(from.rowStart(k, i), matrix, i * columns, columns);
        }
        return matrix;
    }

    /** Matrix k as its transpose: each of its columns becomes a row. */
    static double[] readTransposed(MatrixBatch from, int k) {
        return transposed(read(from, k), from.rows(), from.columns());
    }

    static void write(MatrixBatch to, int k, double[] matrix) {
        for (int i = 0; i < to.rows() && to.columns() > 0; i++) {
            write(to, to.rowStart(k, i), matrix, i * to.columns(), to.columns());
        }
    }

    static void writeTransposed(MatrixBatch to, int k, double[] transposed) {
        write(to, k, transposed(transposed, to.columns(), to.rows()));
    }

    static void writeLower(MatrixBatch to, int k, double[] matrix) {
        for (int i = 0; i < to.rows(); i++) {
            write(to, to.rowStart(k, i), matrix, i * to.columns(), i + 1);
        }
    }

    static double[] transposed(double[] matrix, int rows, int columns) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = matrix[i * columns + j];
            }
        }
        return result;
    }

    private static void write(MatrixBatch to, int at, double[] from, int start, int count) {
        Object storage = to.numbers().storage();
        if (storage instanceof double[] doubles) {
            System.arraycopy(from, start, doubles, at, count);
        } else if (storage instanceof DoubleBuffer buffer) {
            buffer.put(at, from, start, count);
        } else {
            for (int i = 0; i < count; i++) {
                float each = (float) from[start + i];
                if (storage instanceof float[] floats) {
                    floats[at + i] = each;
                } else {
                    ((FloatBuffer) storage).put(at + i, each);
                }
            }
        }
    }
}
