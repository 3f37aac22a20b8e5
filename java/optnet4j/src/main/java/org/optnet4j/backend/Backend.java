package org.optnet4j.backend;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSettings;

/**
 * A way to solve batches. Providers on the class path are found by {@link java.util.ServiceLoader}.
 *
 * <p>Implementations are stateless and thread-safe; making one must not fail on a machine where it cannot work.
 */
public interface Backend {
    /**
     * What users choose it by.
     *
     * @return a short lower-case name, other than {@code auto}
     */
    String name();

    /**
     * Why it cannot work on this machine.
     *
     * @return one line per reason, with every step that failed; empty if it can work
     */
    List<String> unavailableReasons();

    /**
     * What it is and, where it can work, what it found: instruction set, device, version.
     *
     * @return one line
     */
    String description();

    /**
     * Opens a solver.
     *
     * @param settings when to stop and what to keep
     * @param pool the threads to work with on the CPU, or how many a back end that has its own may use; not to be shut down
     * @return an open solver
     * @throws BackendUnavailableException if it cannot work on this machine
     */
    BackendSolver open(QpSettings settings, ForkJoinPool pool);

    /**
     * Opens the linear algebra on batches of matrices.
     *
     * @param pool the threads to work with on the CPU; not to be shut down
     * @return the linear algebra, open; null, the default, if this back end has none
     * @throws BackendUnavailableException if it cannot work on this machine
     */
    default @Nullable BackendLinalg openLinalg(ForkJoinPool pool) {
        return null;
    }
}
