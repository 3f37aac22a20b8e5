package org.optnet4j.internal.reference;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.optnet4j.backend.BackendLinalg;
import org.optnet4j.internal.Parallel;
import org.optnet4j.linalg.MatrixBatch;

/** The linear algebra in double arithmetic, matrix by matrix: read, worked on, written. */
final class ReferenceLinalg implements BackendLinalg {
    private final ForkJoinPool pool;

    ReferenceLinalg(ForkJoinPool pool) {
        this.pool = pool;
    }

    @Override
    public void choleskyFactor(MatrixBatch a, int[] info) {
        int n = a.rows();
        Parallel.forEachToTheEnd(pool, a.batch(), k -> {
            double[] matrix = read(a, k);
            info[k] = Cholesky.factor(matrix, n, 0);
            if (info[k] == 0) {
                writeLower(a, k, matrix);
            }
        });
    }

    @Override
    public void choleskySolve(MatrixBatch factor, int[] info, MatrixBatch b) {
        int n = factor.rows();
        int columns = b.columns();
        if (columns == 0) {
            return;
        }
        Parallel.forEachToTheEnd(pool, factor.batch(), k -> {
            double[] l = read(factor, k);
            double[] rightHandSides = read(b, k);
            double[] x = new double[n];
            for (int j = 0; j < columns; j++) {
                for (int i = 0; i < n; i++) {
                    x[i] = rightHandSides[i * columns + j];
                }
                Cholesky.solveLower(l, n, x);
                Cholesky.solveLowerTransposed(l, n, x);
                for (int i = 0; i < n; i++) {
                    rightHandSides[i * columns + j] = info[k] == 0 ? x[i] : Double.NaN;
                }
            }
            for (int i = 0; i < n; i++) {
                write(b, b.rowStart(k, i), rightHandSides, i * columns, columns);
            }
        });
    }

    @Override
    public void choleskyInverse(MatrixBatch factor, int[] info) {
        int n = factor.rows();
        Parallel.forEachToTheEnd(pool, factor.batch(), k -> {
            double[] rows = new double[n * n];
            for (int i = 0; i < n; i++) {
                rows[i * n + i] = 1;
            }
            Cholesky.solveRows(read(factor, k), n, rows, n);
            double[] inverse = Dense.gram(rows, n, n);
            if (info[k] != 0) {
                Arrays.fill(inverse, Double.NaN);
            }
            writeLower(factor, k, inverse);
        });
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private static double[] read(MatrixBatch from, int k) {
        int columns = from.columns();
        double[] matrix = new double[from.rows() * columns];
        for (int i = 0; i < from.rows(); i++) {
            from.numbers().copyTo(from.rowStart(k, i), matrix, i * columns, columns);
        }
        return matrix;
    }

    private static void writeLower(MatrixBatch to, int k, double[] matrix) {
        for (int i = 0; i < to.rows(); i++) {
            write(to, to.rowStart(k, i), matrix, i * to.columns(), i + 1);
        }
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
