package org.optnet4j.benchmarks.peers;

/** How a library that takes one matrix at a time factors it. For one thread. */
interface OneCholesky {
    /**
     * Replaces the matrix that begins at a place of an array by its factor.
     *
     * @return whether it is positive definite
     */
    boolean factor(double[] matrices, int at);

    /**
     * Replaces the matrix by its factor, and the right-hand side by the solution.
     *
     * @return whether it is positive definite
     */
    boolean factorAndSolve(double[] matrices, int at, double[] rightHandSides, int rightAt);
}
