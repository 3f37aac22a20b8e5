package org.optnet4j.benchmarks.peers;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/** The decomposition that EJML takes for matrices of these sizes. */
final class EjmlCholesky implements OneCholesky {
    private final CholeskyDecompositionInner_DDRM decomposition = new CholeskyDecompositionInner_DDRM(true);
    private final LinearSolverChol_DDRM solver = new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
    private final int n;
    private final DMatrixRMaj matrix;
    private final DMatrixRMaj vector;

    EjmlCholesky(int n) {
        this.n = n;
        matrix = new DMatrixRMaj(n, n);
        vector = new DMatrixRMaj(n, 1);
    }

    @Override
    public boolean factor(double[] matrices, int at) {
        System.arraycopy(matrices, at, matrix.data, 0, n * n);
        boolean done = decomposition.decompose(matrix);
        System.arraycopy(matrix.data, 0, matrices, at, n * n);
        return done;
    }

    @Override
    public boolean factorAndSolve(double[] matrices, int at, double[] rightHandSides, int rightAt) {
        System.arraycopy(matrices, at, matrix.data, 0, n * n);
        System.arraycopy(rightHandSides, rightAt, vector.data, 0, n);
        boolean done = solver.setA(matrix);
        if (done) {
            solver.solve(vector, vector);
        }
        System.arraycopy(matrix.data, 0, matrices, at, n * n);
        System.arraycopy(vector.data, 0, rightHandSides, rightAt, n);
        return done;
    }
}
