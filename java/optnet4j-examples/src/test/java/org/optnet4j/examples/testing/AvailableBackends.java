package org.optnet4j.examples.testing;

import java.util.stream.Stream;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.Backends;

/** The back ends that work on this machine, as a source of parameters. */
public final class AvailableBackends {
    private AvailableBackends() {}

    /** Their names; at least {@code java}. */
    public static Stream<String> names() {
        return Backends.all().stream()
                .filter(backend -> backend.unavailableReasons().isEmpty())
                .map(Backend::name);
    }
}
