package org.optnet4j.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All that can be done to a batch, on well-conditioned matrices: for what is to hold for each of it. */
enum Operation {
    CHOLESKY {
        @Override
        void run(Linalg linalg, Operands operands) {
            BatchCholesky.factor(linalg, operands.definite());
            BatchCholesky cholesky = BatchCholesky.factor(linalg, operands.definite());
            cholesky.solve(operands.rightHandSides(operands.n));
            cholesky.inverse();
        }
    },

    LDL {
        @Override
        void run(Linalg linalg, Operands operands) {
            BatchLdl.factor(linalg, operands.quasiDefinite()).solve(operands.rightHandSides(operands.n));
        }
    },

    LU {
        @Override
        void run(Linalg linalg, Operands operands) {
            BatchLu lu = BatchLu.factor(linalg, operands.shuffled());
            lu.solve(operands.rightHandSides(operands.n));
            lu.solveTransposed(operands.rightHandSides(operands.n));
        }
    },

    TRIANGULAR {
        @Override
        void run(Linalg linalg, Operands operands) {
            MatrixBatch t = operands.definite();
            for (BatchTriangular some : List.of(
                    BatchTriangular.lower(linalg, t),
                    BatchTriangular.upper(linalg, t).withUnitDiagonal(),
                    BatchTriangular.upper(linalg, t))) {
                some.solve(operands.rightHandSides(operands.n));
                some.solveTransposed(operands.rightHandSides(operands.n));
                some.multiply(operands.rightHandSides(operands.n));
                some.multiplyTransposed(operands.rightHandSides(operands.n));
            }
        }
    },

    SYMMETRIC {
        @Override
        void run(Linalg linalg, Operands operands) {
            BatchSymmetric.of(linalg, operands.general(operands.n, operands.n))
                    .product(operands.general(operands.n, 5));
            BatchSymmetric.of(linalg, operands.general(operands.n, operands.n))
                    .productOfTransposed(operands.general(7, operands.n), operands.general(7, 1));
            BatchSymmetric.of(linalg, operands.general(operands.n, operands.n))
                    .accumulating()
                    .product(operands.general(operands.n, 3), operands.general(3, 1));
        }
    },

    KKT {
        @Override
        void run(Linalg linalg, Operands operands) {
            int m = operands.n / 2 + 1;
            int p = operands.n / 3;
            BatchKkt kkt = BatchKkt.prepare(
                    linalg, operands.definite(), operands.general(p, operands.n), operands.general(m, operands.n));
            kkt.factor(operands.positive(m));
            kkt.solve(operands.rightHandSides(operands.n + p + m));
            kkt.factor(operands.positive(m));
            kkt.solve(operands.rightHandSides(operands.n + p + m));
        }
    };

    abstract void run(Linalg linalg, Operands operands);

    /**
     * What an operation asks for, in a layout, and later holds. From the same seed come the same matrices, and the first
     * ones of a larger batch are a smaller batch.
     */
    static final class Operands {
        private final long seed;
        private final int batch;
        private final int n;
        private final int columns;
        private final Function<Matrices, MatrixBatch> layout;
        private final List<MatrixBatch> all = new ArrayList<>();

        Operands(long seed, int batch, int n, int columns, Function<Matrices, MatrixBatch> layout) {
            this.seed = seed;
            this.batch = batch;
            this.n = n;
            this.columns = columns;
            this.layout = layout;
        }

        /** What became of all operands. */
        List<Matrices> results() {
            return all.stream().map(Matrices::of).collect(Collectors.toList());
        }

        /** Where all operands lie. */
        MatrixBatch[] layouts() {
            return all.toArray(new MatrixBatch[0]);
        }

        private MatrixBatch definite() {
            return each(random -> Matrices.positiveDefinite(random, 1, n));
        }

        private MatrixBatch quasiDefinite() {
            return each(random -> Matrices.quasiDefinite(random, 1, n - n / 3, n / 3));
        }

        private MatrixBatch shuffled() {
            return each(random -> Matrices.shuffled(random, 1, n));
        }

        private MatrixBatch general(int rows, int columns) {
            return each(random -> Matrices.random(random, 1, rows, columns));
        }

        private MatrixBatch positive(int rows) {
            return each(random -> Matrices.random(random, 1, rows, 1).map(number -> number + 1.1));
        }

        private MatrixBatch rightHandSides(int rows) {
            return general(rows, columns);
        }

        private MatrixBatch each(Function<Random, Matrices> one) {
            Random random = new Random(seed + 1000 * all.size());
            Matrices shape = one.apply(new Random(0));
            double[] numbers = new double[batch * shape.numbers().length];
            for (int k = 0; k < batch; k++) {
                double[] matrix = one.apply(random).numbers();
                System.arraycopy(matrix, 0, numbers, k * matrix.length, matrix.length);
            }
            MatrixBatch operand = layout.apply(new Matrices(batch, shape.rows(), shape.columns(), numbers));
            all.add(operand);
            return operand;
        }
    }
}
