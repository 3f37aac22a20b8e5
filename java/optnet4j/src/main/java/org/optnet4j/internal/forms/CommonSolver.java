package org.optnet4j.internal.forms;

import java.util.concurrent.atomic.AtomicInteger;
import org.optnet4j.backend.BackendSolver;

/** A back end's solver, used by those who solve with it and by solutions that still need it; the last one closes it. */
final class CommonSolver {
    private final BackendSolver solver;
    private final AtomicInteger users = new AtomicInteger(1);

    /** @param solver with one user */
    CommonSolver(BackendSolver solver) {
        this.solver = solver;
    }

    BackendSolver solver() {
        return solver;
    }

    /** Adds a user; only while there is one. */
    CommonSolver join() {
        users.incrementAndGet();
        return this;
    }

    void leave() {
        if (users.decrementAndGet() == 0) {
            solver.close();
        }
    }
}
