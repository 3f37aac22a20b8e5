package org.optnet4j.internal.nativelib;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.optnet4j.Precision;
import org.optnet4j.linalg.MatrixBatch;

/** Matrices first .. first + count - 1 of a batch in host memory, in an array without gaps; one for all where it is. */
final class PackedMatrices {
    private final MatrixBatch of;
    private final int first;
    private final int count;

    /** A {@code double[]} or {@code float[]}. */
    private final Object numbers;

    private PackedMatrices(MatrixBatch of, int first, int count, Object numbers) {
        this.of = of;
        this.first = first;
        this.count = count;
        this.numbers = numbers;
    }

    static PackedMatrices of(MatrixBatch of, int first, int count) {
        int packed = of.stride() == 0 && count > 0 ? 1 : count;
        int length = packed * of.rows() * of.columns();
        Object numbers = of.precision() == Precision.FLOAT64 ? new double[length] : new float[length];
        PackedMatrices matrices = new PackedMatrices(of, first, packed, numbers);
        matrices.forRows((k, i, at) -> copy(of.numbers().storage(), of.rowStart(k, i), numbers, at, of.columns()));
        return matrices;
    }

    /** Back to where they were taken from; of each row the first i + 1 numbers if only lower triangles were written. */
    void unpack(boolean lower) {
        Object to = of.numbers().storage();
        forRows((k, i, at) -> copy(numbers, at, to, of.rowStart(k, i), lower ? i + 1 : of.columns()));
    }

    Object numbers() {
        return numbers;
    }

    int length() {
        return count * of.rows() * of.columns();
    }

    /** From one matrix to the next, here. */
    int stride() {
        return of.stride() == 0 ? 0 : of.rows() * of.columns();
    }

    /** A row of matrix k begins here at {@code at}. */
    private interface Row {
        void accept(int k, int i, int at);
    }

    private void forRows(Row body) {
        if (of.columns() == 0) {
            return;
        }
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < of.rows(); i++) {
                body.accept(first + k, i, (k * of.rows() + i) * of.columns());
            }
        }
    }

    private static void copy(Object from, int at, Object to, int start, int length) {
        if (from instanceof DoubleBuffer buffer) {
            buffer.get(at, (double[]) to, start, length);
        } else if (from instanceof FloatBuffer buffer) {
            buffer.get(at, (float[]) to, start, length);
        } else if (to instanceof DoubleBuffer buffer) {
            buffer.put(start, (double[]) from, at, length);
        } else if (to instanceof FloatBuffer buffer) {
            buffer.put(start, (float[]) from, at, length);
        } else {
            System.arraycopy(from, at, to, start, length);
        }
    }
}
