package org.optnet4j.testing;

import java.util.List;
import java.util.stream.Stream;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.Backends;

/** The names of the back ends that the tests run against: every one that is available. */
public final class AvailableBackends {
    private static final List<String> NAMES = Backends.all().stream()
            .filter(backend -> backend.unavailableReasons().isEmpty())
            .map(Backend::name)
            .toList();

    static {
        System.out.println("Tests run against the back ends " + NAMES + ".\n"
                + Backends.report().stripTrailing());
    }

    private AvailableBackends() {}

    public static Stream<String> names() {
        return NAMES.stream();
    }
}
