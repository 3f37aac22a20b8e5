package org.optnet4j.experiments.timing;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The time of a solver for a whole batch.
 *
 * @param solver which one, and how it was called
 * @param precision of its numbers
 * @param batch how many problems
 * @param seconds median
 * @param trials that counted
 * @param residual worst scaled KKT residual; not finite where a problem is not solved
 */
record SolverTime(String solver, String precision, int batch, double seconds, int trials, double residual) {
    /** Whether it is of this project's solver. */
    @JsonIgnore
    boolean isOurs() {
        return solver.equals(SolverTiming.SINGLE) || solver.equals(SolverTiming.BATCHED);
    }
}
