package org.optnet4j.experiments.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.optnet4j.examples.cli.CommandLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands of {@code optnet4j} that need a deep-learning framework, for the launcher. */
@Command(
        name = "optnet4j",
        description = "The experiments of the OptNet paper (Amos and Kolter, 2017).",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            ClassifyCommand.class,
            DenoiseCommand.class,
            ReluCommand.class,
            SudokuConvCommand.class,
            TimingCommand.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("org.optnet4j");

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args command and options
     */
    public static void main(String... args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(run(args));
    }

    /**
     * Runs a command.
     *
     * @param args command and options
     * @return the exit code
     */
    static int run(String... args) {
        LIBRARY_LOG.setLevel(Level.WARNING);
        return CommandLines.run(new Main(), args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }
}
