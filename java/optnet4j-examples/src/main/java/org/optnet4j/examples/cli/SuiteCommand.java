package org.optnet4j.examples.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.suite.Suite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code optnet4j suite}: a folder of problems. */
@Command(
        name = "suite",
        description = {
            "Solves every problem (.npz, .json, .qps, .sif or .mps) of a folder, one after another, and prints what came of "
                    + "each.",
            "",
            "If the folder has a file reference.csv with columns name and objective_including_r, objectives are compared "
                    + "with it; a problem whose objective is off by more than 1e-6, relative to the larger of 1, the "
                    + "objective and the objective without its constant, counts as not solved. Exit code 2 if a file is "
                    + "malformed, 3 if a problem is not solved.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SuiteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder with the problems.")
    private Path folder = Path.of("");

    @Mixin
    private BackendOption backend = new BackendOption();

    @Mixin
    private StoppingOptions stopping = new StoppingOptions();

    @Override
    public Integer call() {
        QpSettings settings = stopping.settings().withGradients(false);
        Suite suite = Suite.of(folder);
        try (QpSolver solver = QpSolver.builder()
                .backend(backend.nameOrAuto())
                .settings(settings)
                .build()) {
            Suite.Result result = suite.run(solver, System.out);
            return result.malformed() > 0 ? ExitCodes.BAD_INPUT : ExitCodes.solved(result.allSolved());
        }
    }
}
