package org.optnet4j.backend;

import org.optnet4j.QpBatch;

/**
 * An open solver of a back end. Thread-safe. {@link org.optnet4j.QpSolver} checks arguments, calls {@link #close()} once
 * at most, never while another call runs, and calls nothing afterwards.
 */
public interface BackendSolver extends AutoCloseable {
    /**
     * Solves all problems of a batch. The answer of a problem depends, to the bit, on its own data only: not on the
     * batch size, its position, its neighbours or the number of threads.
     *
     * @param batch the problems; sizes and precisions have been checked, numbers have not; may be empty
     * @return the solution
     */
    BackendSolution solve(QpBatch batch);

    /** Frees what this solver holds. Factorisations it made stay valid. */
    @Override
    void close();
}
