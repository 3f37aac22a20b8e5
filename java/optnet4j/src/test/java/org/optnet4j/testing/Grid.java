package org.optnet4j.testing;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Back ends times cases, for parameterised tests. */
public final class Grid {
    private Grid() {}

    public static Stream<Arguments> backendsTimes(Stream<Case> cases) {
        return cases.flatMap(line -> AvailableBackends.names().map(backend -> Arguments.of(backend, line)));
    }
}
