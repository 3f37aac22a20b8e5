package org.optnet4j.benchmarks.bench;

import java.util.concurrent.ForkJoinPool;
import org.optnet4j.benchmarks.peers.PeerBatch;
import org.optnet4j.benchmarks.peers.PeerSolver;
import org.optnet4j.benchmarks.problems.KktResidual;
import org.optnet4j.benchmarks.problems.Problems;

/** A batch of quadratic programs for another solver. */
final class PeerTrial implements Trial {
    private final ForkJoinPool pool;
    private final Problems problems;
    private final PeerBatch batch;

    PeerTrial(PeerSolver solver, int threads, Problems problems) {
        pool = new ForkJoinPool(threads);
        this.problems = problems;
        batch = new PeerBatch(solver, problems, pool);
    }

    @Override
    public double residual() {
        return KktResidual.worst(problems, batch.solve());
    }

    @Override
    public void run() {
        batch.solve();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
