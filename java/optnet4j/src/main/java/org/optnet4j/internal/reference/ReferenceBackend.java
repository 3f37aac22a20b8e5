package org.optnet4j.internal.reference;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.optnet4j.QpSettings;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.BackendLinalg;
import org.optnet4j.backend.BackendSolver;

/** The {@code java} back end: available everywhere. */
public final class ReferenceBackend implements Backend {
    @Override
    public String name() {
        return "java";
    }

    @Override
    public List<String> unavailableReasons() {
        return List.of();
    }

    @Override
    public String description() {
        return "plain Java, double arithmetic, on Java " + Runtime.version();
    }

    @Override
    public BackendSolver open(QpSettings settings, ForkJoinPool pool) {
        return new ReferenceSolver(settings, pool);
    }

    @Override
    public BackendLinalg openLinalg(ForkJoinPool pool) {
        return new ReferenceLinalg(pool);
    }
}
