package org.optnet4j.benchmarks.peers;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.optnet4j.benchmarks.problems.Answers;
import org.optnet4j.benchmarks.problems.Problems;

/** A batch for a solver that takes one problem at a time: in a parallel stream where there is more than one thread. */
public final class PeerBatch {
    private final PeerSolver.Prepared[] prepared;
    private final ForkJoinPool pool;
    private final Answers answers;

    /**
     * Brings all problems into the layout of the solver.
     *
     * @param solver what solves
     * @param problems the batch
     * @param pool the threads
     */
    public PeerBatch(PeerSolver solver, Problems problems, ForkJoinPool pool) {
        this.pool = pool;
        prepared = IntStream.range(0, problems.count())
                .mapToObj(i -> solver.prepare(problems, i))
                .toArray(PeerSolver.Prepared[]::new);
        answers = Answers.unknown(problems);
    }

    /**
     * Solves all problems.
     *
     * @return the answers, in arrays that the next call writes to as well
     * @throws IllegalStateException if the solver says that it has not solved one
     */
    public Answers solve() {
        if (pool.getParallelism() == 1) {
            for (PeerSolver.Prepared each : prepared) {
                each.solve(answers);
            }
        } else {
            pool.submit(() -> IntStream.range(0, prepared.length).parallel().forEach(i -> prepared[i].solve(answers)))
                    .join();
        }
        return answers;
    }
}
