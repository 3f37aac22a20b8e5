package org.optnet4j.benchmarks.results;

/** What is timed, as rows name it. Rows of other solvers may have calls of their own. */
public final class Call {
    /** Solving. */
    public static final String FORWARD = "forward";
    /** All six gradients, of problems that have been solved. */
    public static final String BACKWARD = "backward";
    /** Solving and all six gradients. */
    public static final String BOTH = "forward+backward";
    /** Cholesky factors of matrices. */
    public static final String FACTOR = "cholesky factor";
    /** Cholesky factors, and the solution of one system with each. */
    public static final String FACTOR_AND_SOLVE = "cholesky factor+solve";
    /** One multiply-add of the fastest loop of them that could be had. */
    public static final String MULTIPLY_ADD = "multiply-add";

    private Call() {}
}
