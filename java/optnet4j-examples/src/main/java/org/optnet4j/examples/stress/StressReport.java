package org.optnet4j.examples.stress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import org.optnet4j.QpSolver;
import org.optnet4j.QpStatus;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.terminal.Progress;
import org.optnet4j.examples.terminal.Terminal;

/** Runs a stress test and prints what came out of it, with the commands that make the worst problems again. */
public final class StressReport {
    /** Double precision answers must satisfy the optimality conditions to this. */
    private static final double LARGEST_RESIDUAL = 1e-8;

    private final ProblemFamily family;
    private final PrintStream out;

    /**
     * @param family of problems
     * @param out where to print
     */
    public StressReport(ProblemFamily family, PrintStream out) {
        this.family = family;
        this.out = out;
    }

    /**
     * Solves the problems with index {@code first} to {@code first + count - 1} and reports.
     *
     * @param solver what is tested
     * @param pool where problems are generated and checked
     * @param first index of the first problem
     * @param count number of problems
     * @param terminal where to show progress
     * @return whether all were solved, each with a residual of at most 1e-8
     */
    public boolean run(QpSolver solver, ForkJoinPool pool, long first, long count, Terminal terminal) {
        out.printf(
                Locale.ROOT,
                "stress: %,d problems of n %d, m %d, p %d, seed %d, back end %s, %d threads%n",
                count,
                family.n(),
                family.m(),
                family.p(),
                family.seed(),
                solver.backend(),
                pool.getParallelism());
        StressTest test = new StressTest(family, solver, pool);
        long start = System.nanoTime();
        try (Progress progress = Progress.start("stress", count, " problems", terminal)) {
            test.run(first, count, progress::step);
        } catch (OutOfMemoryError e) {
            throw new InputException(
                    "--n, --m, --p: expected sizes of which a problem fits into memory, got n " + family.n() + ", m "
                            + family.m() + ", p " + family.p(),
                    e);
        }
        print(test, solver.backend(), (System.nanoTime() - start) * 1e-9);
        Tally tally = test.tally();
        return tally.count(QpStatus.SOLVED) == count && tally.worstResidual() <= LARGEST_RESIDUAL;
    }

    private void print(StressTest test, String backend, double totalSeconds) {
        Tally tally = test.tally();
        for (QpStatus status : QpStatus.values()) {
            if (tally.count(status) > 0 || status == QpStatus.SOLVED) {
                line(status.name(), "%,d", tally.count(status));
            }
        }
        line("iterations", "mean %.3f, max %d", tally.meanIterations(), tally.maxIterations());
        if (tally.worstIndex() >= 0) {
            line(
                    "worst KKT residual",
                    "%.3e (%s of problem %d)%s",
                    tally.worstResidual(),
                    tally.worstCondition().name().toLowerCase(Locale.ROOT),
                    tally.worstIndex(),
                    tally.worstResidual() <= LARGEST_RESIDUAL ? "" : ", larger than " + LARGEST_RESIDUAL);
        }
        line("solving", "%.2f s, %,.0f problems per second", test.solveSeconds(), tally.total() / test.solveSeconds());
        line(
                "in all",
                "%.2f s, %,.0f problems per second (generating %.2f s, checking %.2f s)",
                totalSeconds,
                tally.total() / totalSeconds,
                test.generateSeconds(),
                test.checkSeconds());
        if (tally.worstIndex() >= 0) {
            line("worst one again", "%s", command(tally.worstIndex(), backend));
        }
        for (Tally.Unsolved unsolved : tally.firstUnsolved()) {
            line(
                    "not solved",
                    "%s after %d iterations: %s",
                    unsolved.status(),
                    unsolved.iterations(),
                    command(unsolved.index(), backend));
        }
    }

    private String command(long index, String backend) {
        return String.format(
                Locale.ROOT,
                "./optnet4j stress --n %d --m %d --p %d --seed %d --first %d --count 1 --backend %s",
                family.n(),
                family.m(),
                family.p(),
                family.seed(),
                index,
                backend);
    }

    private void line(String what, String format, Object... values) {
        out.printf("%-20s%s%n", what, String.format(Locale.ROOT, format, values));
    }
}
