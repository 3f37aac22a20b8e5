package org.optnet4j.examples.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.solve.SolveFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code optnet4j solve}: problems in a JSON file. */
@Command(
        name = "solve",
        description = {
            "Solves the quadratic programs of a JSON file: minimise 1/2 x'Qx + q'x subject to Ax = b, Gx <= h.",
            "",
            "Input: {\"problems\":[{\"Q\":[[..]],\"q\":[..],\"A\":[[..]],\"b\":[..],\"G\":[[..]],\"h\":[..],"
                    + "\"dLdx\":[..],\"dLdnu\":[..],\"dLdlambda\":[..]}]}. A with b, G with h and the dLd.. may be left "
                    + "out; problems may differ in size. Where a dLd.. is given, the gradients of the loss with respect "
                    + "to Q, q, A, b, G and h are computed (null if the problem was not solved).",
            "Output: one result per problem, in the order of the input; null stands for what is not a number.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SolveCommand implements Callable<Integer> {
    /** The names of the precisions, as users write them. */
    enum PrecisionName {
        float64(Precision.FLOAT64),
        float32(Precision.FLOAT32);

        private final Precision precision;

        PrecisionName(Precision precision) {
            this.precision = precision;
        }
    }

    @Parameters(paramLabel = "FILE", description = "JSON file with the problems, or - for standard input.")
    private String file = "";

    @Mixin
    private BackendOption backend = new BackendOption();

    @Option(names = "--precision", paramLabel = "TYPE", description = "float64 or float32. Default: ${DEFAULT-VALUE}.")
    private PrecisionName precision = PrecisionName.float64;

    @Option(
            names = "--eps-abs",
            paramLabel = "E",
            description = "Absolute tolerance. Default: 1e-8 in float64, 1e-4 in float32.")
    private @Nullable Double epsAbs;

    @Option(
            names = "--eps-rel",
            paramLabel = "E",
            description = "Relative tolerance. Default: 1e-8 in float64, 1e-4 in float32.")
    private @Nullable Double epsRel;

    @Option(names = "--max-iterations", paramLabel = "K", description = "Iteration limit. Default: 50.")
    private @Nullable Integer maxIterations;

    @Option(
            names = "--output",
            paramLabel = "OUT.json",
            description = "Where to write the results. Default: standard output.")
    private @Nullable Path output;

    @Override
    public Integer call() {
        QpSettings settings = settings();
        SolveFile solving = new SolveFile(precision.precision, System.out, System.err);
        SolveFile.Problems problems = solving.read(file);
        try (QpSolver solver = QpSolver.builder()
                .backend(backend.nameOrAuto())
                .settings(settings)
                .build()) {
            return ExitCodes.solved(solving.solve(problems, solver, output));
        }
    }

    private QpSettings settings() {
        QpSettings settings = QpSettings.defaults();
        if (epsAbs != null) {
            settings = settings.withEpsAbs(tolerance("--eps-abs", epsAbs));
        }
        if (epsRel != null) {
            settings = settings.withEpsRel(tolerance("--eps-rel", epsRel));
        }
        if (maxIterations != null) {
            settings = settings.withMaxIterations(
                    (int) Numbers.between("--max-iterations", maxIterations, 1, Integer.MAX_VALUE));
        }
        return settings;
    }

    private static double tolerance(String option, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InputException(option + ": expected a finite number, not negative, got " + value);
        }
        return value;
    }
}
