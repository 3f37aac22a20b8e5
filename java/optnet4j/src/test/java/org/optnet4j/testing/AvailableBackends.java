package org.optnet4j.testing;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.Backends;

/**
 * The names of the back ends that the tests run against: every one that is available, or of those the ones that the system
 * property {@value #PROPERTY} names, separated by commas.
 */
public final class AvailableBackends {
    static final String PROPERTY = "optnet4j.tests.backends";

    private static final List<String> NAMES = Backends.all().stream()
            .filter(backend -> backend.unavailableReasons().isEmpty())
            .map(Backend::name)
            .filter(wanted())
            .toList();

    static {
        System.out.println("Tests run against the back ends " + NAMES + ".\n"
                + Backends.report().stripTrailing());
    }

    private AvailableBackends() {}

    public static Stream<String> names() {
        return NAMES.stream();
    }

    private static Predicate<String> wanted() {
        String names = System.getProperty(PROPERTY);
        return names == null ? name -> true : Set.of(names.split(","))::contains;
    }
}
