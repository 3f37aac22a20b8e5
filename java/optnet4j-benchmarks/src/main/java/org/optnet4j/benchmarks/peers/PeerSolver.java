package org.optnet4j.benchmarks.peers;

import org.optnet4j.benchmarks.problems.Answers;
import org.optnet4j.benchmarks.problems.Problems;

/** A solver of quadratic programs that takes one problem at a time, and may be called from several threads. */
public interface PeerSolver {
    /**
     * Brings a problem into the layout of the solver, which is not timed.
     *
     * @param problems the batch
     * @param i the problem
     * @return what solves it
     */
    Prepared prepare(Problems problems, int i);

    /** A problem in the layout of a solver. */
    @FunctionalInterface
    interface Prepared {
        /**
         * Sets the solver up and solves the problem; this is timed.
         *
         * @param answers where its answer goes
         * @throws IllegalStateException if the solver says that it has not solved it
         */
        void solve(Answers answers);
    }
}
