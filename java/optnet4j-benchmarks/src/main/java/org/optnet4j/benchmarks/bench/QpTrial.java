package org.optnet4j.benchmarks.bench;

import java.util.concurrent.ForkJoinPool;
import org.optnet4j.benchmarks.problems.Problems;
import org.optnet4j.benchmarks.results.Call;

/** A batch of quadratic programs for a back end of OptNet4J. */
final class QpTrial implements Trial {
    private final ForkJoinPool pool;
    private final OptnetBatch batch;
    private final String call;
    private final Runnable timed;

    QpTrial(String backend, int threads, Problems problems, OptnetBatch.Storage storage, String call) {
        pool = new ForkJoinPool(threads);
        batch = new OptnetBatch(backend, pool, problems, storage);
        this.call = call;
        timed = switch (call) {
            case Call.FORWARD -> batch::forward;
            case Call.BACKWARD -> batch::backward;
            case Call.BOTH -> batch::forwardAndBackward;
            default ->
                throw new IllegalArgumentException("call: expected one that solves or differentiates, got " + call);
        };
    }

    @Override
    public double residual() {
        return batch.residual();
    }

    @Override
    public double gradientResidual() {
        return call.equals(Call.FORWARD) ? 0 : batch.gradientResidual();
    }

    @Override
    public void run() {
        timed.run();
    }

    @Override
    public void close() {
        batch.close();
        pool.shutdown();
    }
}
