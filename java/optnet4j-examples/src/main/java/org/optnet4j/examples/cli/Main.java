package org.optnet4j.examples.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code optnet4j} command. */
@Command(
        name = "optnet4j",
        description = "Solves and differentiates batches of quadratic programs.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeOnExecutionException = ExitCodes.INTERNAL_ERROR,
        subcommands = {
            InfoCommand.class,
            SolveCommand.class,
            StressCommand.class,
            SudokuCommand.class,
            SuiteCommand.class
        },
        footerHeading =
                "%nThe launcher has more commands: bench, which times solvers, and the paper's experiments denoise, classify, "
                        + "relu and timing. Each has --help.%n%nExit codes:%n",
        footer = {
            "  0  all problems solved",
            "  2  bad input: an option, a file, a back end that is not available, or an output that cannot be written",
            "  3  some problem not solved",
            "  1  an error of the program itself"
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
    public static void main(String[] args) {
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
        // Every command says itself which back end it took, and info says why.
        LIBRARY_LOG.setLevel(Level.WARNING);
        return CommandLines.run(new Main(), args);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command: bench, classify, denoise, info, relu, solve, stress, sudoku, suite or timing");
    }
}
