package org.optnet4j.backend;

/**
 * The linear algebra of a back end. Thread-safe. {@link org.optnet4j.linalg.Linalg} checks arguments, calls {@link
 * #close()} once at most, never while another call runs, and calls nothing afterwards.
 *
 * <p>What becomes of one matrix depends, to the bit, on its own numbers only.
 */
public interface BackendLinalg extends AutoCloseable {
    /**
     * Does one operation, on all matrices.
     *
     * @param call what to do, on what
     */
    void run(LinalgCall call);

    /** Frees what this back end holds. */
    @Override
    void close();
}
