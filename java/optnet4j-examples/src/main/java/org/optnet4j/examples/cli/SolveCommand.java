package org.optnet4j.examples.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.solve.SolveFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code optnet4j solve}: problems in a file. */
@Command(
        name = "solve",
        description = {
            "Solves the quadratic programs of a file: minimise 1/2 x'Qx + q'x subject to Ax = b, l <= Gx <= h, "
                    + "lb <= x <= ub.",
            "",
            "Input: {\"problems\":[{\"Q\":[[..]],\"q\":[..],\"A\":[[..]],\"b\":[..],\"G\":[[..]],\"h\":[..],"
                    + "\"dLdx\":[..],\"dLdnu\":[..],\"dLdlambda\":[..]}]}. A with b, G with h and the dLd.. may be left "
                    + "out; problems may differ in size. Where a dLd.. is given, the gradients of the loss with respect "
                    + "to every parameter of the problem are computed (null if it was not solved).",
            "Bounds: l, h (or u), lb, ub, each optional, null for a bound that is absent. Qdiag instead of Q gives the "
                    + "diagonal of a diagonal Q.",
            "A file FILE.npz of NumPy arrays of the same names (and r, a constant of the objective) holds one problem.",
            "So does a QPS file (FILE.qps, .sif or .mps): MPS, free or in fixed columns, with the quadratic term in a "
                    + "section QUADOBJ, QSECTION or QMATRIX. Variables are at least 0 unless it says otherwise; integers are "
                    + "refused. For OBJSENSE MAX the negative of the objective is minimised: multipliers are those of that.",
            "Output: one result per problem, in the order of the input; null stands for what is not a number. The "
                    + "objective is that of the file, with its constant.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SolveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "JSON, .npz or .qps file, or - for JSON on standard input.")
    private String file = "";

    @Mixin
    private BackendOption backend = new BackendOption();

    @Mixin
    private PrecisionOption precision = new PrecisionOption();

    @Mixin
    private StoppingOptions stopping = new StoppingOptions();

    @Option(
            names = "--output",
            paramLabel = "OUT.json",
            description = "Where to write the results. Default: standard output.")
    private @Nullable Path output;

    @Override
    public Integer call() {
        QpSettings settings = stopping.settings();
        SolveFile solving = new SolveFile(precision.precision(), System.out, System.err);
        SolveFile.Problems problems = solving.read(file);
        try (QpSolver solver = QpSolver.builder()
                .backend(backend.nameOrAuto())
                .settings(settings)
                .build()) {
            return ExitCodes.solved(solving.solve(problems, solver, output));
        }
    }
}
