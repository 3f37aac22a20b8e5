package org.optnet4j.benchmarks;

import java.util.concurrent.ForkJoinPool;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;
import org.optnet4j.linalg.BatchCholesky;
import org.optnet4j.linalg.Linalg;
import org.optnet4j.linalg.MatrixBatch;

/** How a library factors many matrices. */
interface CholeskyWay extends AutoCloseable {
    /** Replaces matrices by their factors. */
    void factor(double[] matrices);

    /** Replaces matrices by their factors and right-hand sides by solutions. */
    void factorAndSolve(double[] matrices, double[] rightHandSides);

    @Override
    void close();

    /** All at once, by a back end of OptNet4J. */
    static CholeskyWay optnet4j(String backend, ForkJoinPool pool, int batch, int n) {
        Linalg linalg = Linalg.builder().backend(backend).pool(pool).build();
        return new CholeskyWay() {
            @Override
            public void factor(double[] matrices) {
                BatchCholesky.factor(linalg, MatrixBatch.of(matrices, batch, n, n));
            }

            @Override
            public void factorAndSolve(double[] matrices, double[] rightHandSides) {
                BatchCholesky.factor(linalg, MatrixBatch.of(matrices, batch, n, n))
                        .solve(MatrixBatch.of(rightHandSides, batch, n, 1));
            }

            @Override
            public void close() {
                linalg.close();
            }
        };
    }

    /** One after the other, by the decomposition that EJML takes for matrices of these sizes. */
    static CholeskyWay ejml(int batch, int n) {
        CholeskyDecompositionInner_DDRM decomposition = new CholeskyDecompositionInner_DDRM(true);
        LinearSolverChol_DDRM solver = new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
        DMatrixRMaj matrix = new DMatrixRMaj(n, n);
        DMatrixRMaj vector = new DMatrixRMaj(n, 1);
        return new CholeskyWay() {
            @Override
            public void factor(double[] matrices) {
                for (int k = 0; k < batch; k++) {
                    System.arraycopy(matrices, k * n * n, matrix.data, 0, n * n);
                    require(decomposition.decompose(matrix));
                    System.arraycopy(matrix.data, 0, matrices, k * n * n, n * n);
                }
            }

            @Override
            public void factorAndSolve(double[] matrices, double[] rightHandSides) {
                for (int k = 0; k < batch; k++) {
                    System.arraycopy(matrices, k * n * n, matrix.data, 0, n * n);
                    System.arraycopy(rightHandSides, k * n, vector.data, 0, n);
                    require(solver.setA(matrix));
                    solver.solve(vector, vector);
                    System.arraycopy(matrix.data, 0, matrices, k * n * n, n * n);
                    System.arraycopy(vector.data, 0, rightHandSides, k * n, n);
                }
            }

            private void require(boolean positiveDefinite) {
                if (!positiveDefinite) {
                    throw new IllegalStateException("EJML finds a matrix not positive definite");
                }
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }
}
