package org.optnet4j.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.examples.testing.AvailableBackends;
import org.optnet4j.examples.testing.Cli;
import org.optnet4j.examples.testing.TestSeed;

class StressCommandTest {
    static Stream<String> runs() {
        return AvailableBackends.names()
                .flatMap(backend -> Stream.of(
                                "--count 3000",
                                "--count 1000 --n 4 --m 8",
                                "--count 200 --n 16 --m 16 --p 4",
                                "--count 50 --n 1 --m 0",
                                "--count 50 --n 3 --m 0 --p 3",
                                "--count 50 --n 1 --m 3")
                        .map(sizes -> sizes + " --backend " + backend));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everythingIsSolvedAndChecked(String run) {
        String args = "stress " + run + " --seed " + TestSeed.next();
        Cli cli = Cli.run(Main::run, args.split(" "));
        assertEquals(0, cli.exitCode(), args + "\n" + cli.out() + cli.err());
        for (String line : new String[] {"SOLVED ", "iterations ", "worst KKT residual ", "solving ", "in all "}) {
            assertTrue(cli.out().lines().anyMatch(l -> l.startsWith(line)), cli.out());
        }
    }
}
