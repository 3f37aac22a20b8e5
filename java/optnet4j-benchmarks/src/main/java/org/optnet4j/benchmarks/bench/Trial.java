package org.optnet4j.benchmarks.bench;

/** A batch, ready to be timed. */
interface Trial extends AutoCloseable {
    /** The worst relative residual of the answers; infinite if there is none. */
    double residual();

    /** The same of gradients; 0 where none are timed. */
    default double gradientResidual() {
        return 0;
    }

    /** What is timed. */
    void run();

    @Override
    void close();
}
