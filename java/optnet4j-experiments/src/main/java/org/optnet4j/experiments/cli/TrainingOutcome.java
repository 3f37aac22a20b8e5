package org.optnet4j.experiments.cli;

import java.util.function.BooleanSupplier;
import org.optnet4j.examples.cli.ExitCodes;
import org.optnet4j.experiments.training.DivergedException;
import picocli.CommandLine.Model.CommandSpec;

/** What commands that train end with. */
final class TrainingOutcome {
    private TrainingOutcome() {}

    /**
     * Trains; a training that diverges is told in one line.
     *
     * @param command which one
     * @param training says whether every quadratic program was solved
     * @return the exit code
     */
    static int of(CommandSpec command, BooleanSupplier training) {
        try {
            return ExitCodes.solved(training.getAsBoolean());
        } catch (DivergedException e) {
            command.commandLine().getErr().println(command.qualifiedName() + ": " + e.getMessage());
            return ExitCodes.NOT_SOLVED;
        }
    }
}
