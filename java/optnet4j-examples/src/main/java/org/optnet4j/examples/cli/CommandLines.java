package org.optnet4j.examples.cli;

import java.io.PrintWriter;
import org.optnet4j.backend.BackendUnavailableException;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.training.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * How every command is run: whatever is wrong with the input, or with where the output goes, becomes one line on standard error,
 * and exit code 2; a training that diverges one line and exit code 3.
 */
public final class CommandLines {
    private CommandLines() {}

    /**
     * Runs a command.
     *
     * @param command an object that picocli knows as a command
     * @param args its options
     * @return the exit code
     */
    public static int run(Object command, String... args) {
        CommandLine line = new CommandLine(command);
        NumberConverters.register(line);
        line.setParameterExceptionHandler(CommandLines::badParameter);
        line.setExecutionExceptionHandler(CommandLines::failed);
        int code = line.execute(args);
        // A PrintStream keeps to itself that the disk is full or the reader gone; results may have gone that way.
        boolean lost = System.out.checkError() && (code == ExitCodes.OK || code == ExitCodes.NOT_SOLVED);
        return lost ? complain(line, "standard output: cannot be written; what was to go there is lost") : code;
    }

    private static int badParameter(ParameterException e, String[] args) {
        return complain(e.getCommandLine(), e.getMessage());
    }

    private static int failed(Exception e, CommandLine line, ParseResult parsed) throws Exception {
        if (e instanceof InputException || e instanceof BackendUnavailableException) {
            return complain(line, String.valueOf(e.getMessage()));
        }
        if (e instanceof DivergedException) {
            line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + e.getMessage());
            return ExitCodes.NOT_SOLVED;
        }
        throw e;
    }

    private static int complain(CommandLine line, String message) {
        String name = line.getCommandSpec().qualifiedName();
        PrintWriter err = line.getErr();
        err.println(name + ": " + message.strip().replaceAll("\\s*\\R\\s*", "; ") + " (see " + name + " --help)");
        return ExitCodes.BAD_INPUT;
    }
}
