package org.optnet4j.experiments.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The {@code optnet4j} command in a JVM of its own, to be killed. */
public final class CommandProcess {
    private CommandProcess() {}

    /**
     * Starts it.
     *
     * @param log file that what it prints is added to
     * @param args command and options
     */
    public static Process start(Path log, List<String> args) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.optnet4j.experiments.cli.Main");
        return new ProcessBuilder(Stream.concat(java.stream(), args.stream()).toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
