package org.optnet4j.benchmarks.bench;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.optnet4j.examples.cli.CommandLines;

/** {@code ./optnet4j bench}, for the launcher. */
public final class Main {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("org.optnet4j");

    private Main() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args its options
     */
    public static void main(String... args) {
        System.setProperty("java.awt.headless", "true");
        LIBRARY_LOG.setLevel(Level.WARNING);
        System.exit(CommandLines.run(new BenchCommand(args), args));
    }
}
