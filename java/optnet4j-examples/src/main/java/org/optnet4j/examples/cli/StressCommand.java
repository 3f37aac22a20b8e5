package org.optnet4j.examples.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.stress.HardFamily;
import org.optnet4j.examples.stress.HardStress;
import org.optnet4j.examples.stress.ProblemFamily;
import org.optnet4j.examples.stress.StressReport;
import org.optnet4j.examples.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optnet4j stress}: many random problems, every answer checked. */
@Command(
        name = "stress",
        description = {
            "Solves many random quadratic programs and checks every answer.",
            "",
            "Q = LL' + 1e-3 I with standard normal L; G, A, q and z0 standard normal; h = G z0 + uniform slack; "
                    + "b = A z0. Exit code 3 if one is not solved, or misses the optimality conditions by more than "
                    + "1e-8, in float32 1e-4 (relative, infinity norms, computed apart from the solver and in double "
                    + "precision). float32 goes with --family definite and solves to 5e-5.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class StressCommand implements Callable<Integer> {
    private static final int LARGEST_SIZE = 10_000;

    @Option(names = "--count", paramLabel = "N", description = "Number of problems. Default: ${DEFAULT-VALUE}.")
    private long count = 100_000;

    @Option(names = "--n", paramLabel = "N", description = "Variables. Default: ${DEFAULT-VALUE}.")
    private int n = 8;

    @Option(names = "--m", paramLabel = "M", description = "Inequalities. Default: ${DEFAULT-VALUE}.")
    private int m = 8;

    @Option(names = "--p", paramLabel = "P", description = "Equalities, at most n. Default: ${DEFAULT-VALUE}.")
    private int p = 0;

    @Option(
            names = "--family",
            paramLabel = "NAME",
            converter = FamilyConverter.class,
            description = {
                "Problems with l <= Gx <= h and lb <= x <= ub instead, whose status is known by construction: "
                        + FamilyConverter.NAMES + ".",
                "Exit code 3 if one is answered wrongly or not at all."
            })
    private @Nullable HardFamily family;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the problems. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--first",
            paramLabel = "I",
            description = "Index of the first problem, to see a single one again. Default: ${DEFAULT-VALUE}.")
    private long first = 0;

    @Mixin
    private BackendOption backend = new BackendOption();

    @Mixin
    private PrecisionOption precision = new PrecisionOption();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        Numbers.between("--count", count, 1, Long.MAX_VALUE);
        Numbers.between("--n", n, 1, LARGEST_SIZE);
        Numbers.between("--m", m, 0, LARGEST_SIZE);
        Numbers.between("--p", p, 0, LARGEST_SIZE);
        Numbers.between("--first", first, 0, Long.MAX_VALUE - count);
        if (p > n) {
            throw new InputException("--p: expected at most as many equalities as variables, " + n + ", got " + p);
        }
        if (family != HardFamily.DEFINITE && precision.precision() != Precision.FLOAT64) {
            // What makes the other families what they are does not survive rounding.
            throw new InputException("--precision: expected float64 except with --family definite, got float32");
        }
        ForkJoinPool pool = threads.pool();
        try (QpSolver solver = QpSolver.builder()
                .backend(backend.nameOrAuto())
                .settings(settings())
                .pool(pool)
                .build()) {
            if (family != null) {
                HardStress stress = new HardStress(family, n, m, p, seed, precision.precision(), System.out);
                return ExitCodes.solved(stress.run(solver, pool, first, count, Terminal.current())
                        .allSolved());
            }
            StressReport report = new StressReport(new ProblemFamily(n, m, p, seed), System.out);
            return ExitCodes.solved(report.run(solver, pool, first, count, Terminal.current()));
        }
    }

    /** In single precision half of what is asked for: residuals themselves are only known to a few 1e-5 there. */
    private QpSettings settings() {
        QpSettings settings = QpSettings.defaults().withGradients(false);
        return precision.precision() == Precision.FLOAT64
                ? settings
                : settings.withEpsAbs(5e-5).withEpsRel(5e-5);
    }
}
