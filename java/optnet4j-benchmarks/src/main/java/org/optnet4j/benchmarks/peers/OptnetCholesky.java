package org.optnet4j.benchmarks.peers;

import java.util.concurrent.ForkJoinPool;
import org.optnet4j.linalg.BatchCholesky;
import org.optnet4j.linalg.Linalg;
import org.optnet4j.linalg.MatrixBatch;

/** All matrices at once, by a back end of OptNet4J. */
final class OptnetCholesky implements CholeskyWay {
    private final Linalg linalg;
    private final int batch;
    private final int n;

    OptnetCholesky(String backend, ForkJoinPool pool, int batch, int n) {
        linalg = Linalg.builder().backend(backend).pool(pool).build();
        this.batch = batch;
        this.n = n;
    }

    @Override
    public void factor(double[] matrices) {
        factored(matrices);
    }

    @Override
    public void factorAndSolve(double[] matrices, double[] rightHandSides) {
        factored(matrices).solve(MatrixBatch.of(rightHandSides, batch, n, 1));
    }

    private BatchCholesky factored(double[] matrices) {
        BatchCholesky factors = BatchCholesky.factor(linalg, MatrixBatch.of(matrices, batch, n, n));
        if (!factors.isPositiveDefinite()) {
            throw new IllegalStateException("OptNet4J finds a matrix not positive definite");
        }
        return factors;
    }

    @Override
    public void close() {
        linalg.close();
    }
}
