package org.optnet4j.backend;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.optnet4j.QpSettings;

/**
 * Stands in for a provider that could not be instantiated, so that the report says so.
 *
 * @param name the provider's class, or what stands for it where that could not be found
 * @param reason why it could not be instantiated
 */
record BrokenBackend(String name, String reason) implements Backend {
    @Override
    public List<String> unavailableReasons() {
        return List.of(reason);
    }

    @Override
    public String description() {
        return "provider that could not be instantiated";
    }

    @Override
    public BackendSolver open(QpSettings settings, ForkJoinPool pool) {
        throw new BackendUnavailableException("Back end '" + name + "' is unavailable: " + reason);
    }
}
