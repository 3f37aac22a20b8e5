package org.optnet4j.benchmarks.peers;

import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One matrix after the other, the batch cut into as many slices as there are threads. */
final class SlicedCholesky implements CholeskyWay {
    /** What is done to the k-th matrix. */
    @FunctionalInterface
    private interface Step {
        boolean apply(OneCholesky one, int k);
    }

    private final ForkJoinPool pool;
    private final int batch;
    private final int n;
    private final OneCholesky[] slices;

    SlicedCholesky(ForkJoinPool pool, int batch, int n, Supplier<OneCholesky> library) {
        this.pool = pool;
        this.batch = batch;
        this.n = n;
        slices = Stream.generate(library).limit(pool.getParallelism()).toArray(OneCholesky[]::new);
    }

    @Override
    public void factor(double[] matrices) {
        all((one, k) -> one.factor(matrices, k * n * n));
    }

    @Override
    public void factorAndSolve(double[] matrices, double[] rightHandSides) {
        all((one, k) -> one.factorAndSolve(matrices, k * n * n, rightHandSides, k * n));
    }

    private void all(Step step) {
        if (slices.length == 1) {
            slice(0, step);
        } else {
            pool.submit(() -> IntStream.range(0, slices.length).parallel().forEach(slice -> slice(slice, step)))
                    .join();
        }
    }

    private void slice(int slice, Step step) {
        for (int k = batch * slice / slices.length; k < batch * (slice + 1) / slices.length; k++) {
            if (!step.apply(slices[slice], k)) {
                throw new IllegalStateException("matrix " + k + " is found not to be positive definite");
            }
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
