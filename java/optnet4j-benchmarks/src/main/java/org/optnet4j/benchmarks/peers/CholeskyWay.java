package org.optnet4j.benchmarks.peers;

/**
 * How a library factors symmetric positive definite matrices, and solves one system with each; double precision, all
 * matrices n x n and row-major, one after the other.
 */
public interface CholeskyWay extends AutoCloseable {
    /**
     * Replaces matrices by their factors.
     *
     * @param matrices batch x n x n
     * @throws IllegalStateException if one is found not to be positive definite
     */
    void factor(double[] matrices);

    /**
     * Replaces matrices by their factors and right-hand sides by solutions.
     *
     * @param matrices batch x n x n
     * @param rightHandSides batch x n
     * @throws IllegalStateException if a matrix is found not to be positive definite
     */
    void factorAndSolve(double[] matrices, double[] rightHandSides);

    @Override
    void close();
}
