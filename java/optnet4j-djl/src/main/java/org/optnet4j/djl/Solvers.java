package org.optnet4j.djl;

import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;

/** The solvers of a block: one that keeps what gradients need, one that does not; opened when first used. */
final class Solvers {
    private final String backend;
    private final QpSettings settings;
    private final ForkJoinPool pool;
    private @Nullable QpSolver training;
    private @Nullable QpSolver inference;

    Solvers(String backend, QpSettings settings, ForkJoinPool pool) {
        this.backend = backend;
        this.settings = settings;
        this.pool = pool;
    }

    synchronized QpSolver get(boolean gradients) {
        QpSolver solver = gradients ? training : inference;
        if (solver == null) {
            solver = QpSolver.builder()
                    .backend(backend)
                    .settings(settings.withGradients(gradients))
                    .pool(pool)
                    .build();
            if (gradients) {
                training = solver;
            } else {
                inference = solver;
            }
        }
        return solver;
    }

    /** Closes what is open; what is used again opens again. */
    synchronized void close() {
        if (training != null) {
            training.close();
            training = null;
        }
        if (inference != null) {
            inference.close();
            inference = null;
        }
    }
}
