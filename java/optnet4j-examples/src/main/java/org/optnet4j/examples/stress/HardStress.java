package org.optnet4j.examples.stress;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.QpStatus;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.random.RandomStreams;
import org.optnet4j.examples.terminal.Progress;
import org.optnet4j.examples.terminal.Terminal;

/**
 * Solves many problems of a {@link HardFamily}. An answer is wrong if it is SOLVED with a residual above the tolerance or
 * labels a problem infeasible that is not, or the other way round, or with a certificate that proves nothing; a problem
 * without an answer is not wrong, but not solved.
 */
public final class HardStress {
    private static final int LARGEST_CHUNK = 1024;
    private static final int REMEMBERED = 5;

    private final HardFamily family;
    private final int n;
    private final int m;
    private final int p;
    private final long seed;
    private final Precision precision;
    private final double largestResidual;
    private final double largestCertificateResidual;
    private final PrintStream out;

    private final Map<QpStatus, Long> perStatus = new EnumMap<>(QpStatus.class);
    private final StringBuilder remembered = new StringBuilder();
    private long wrong;
    private long unsolved;
    private long iterations;
    private double worst;
    private long solveNanos;

    /**
     * @param family of problems
     * @param n variables
     * @param m rows of inequalities
     * @param p equalities
     * @param seed of the family
     * @param precision to solve them in; the problems are rounded to it
     * @param out where to print
     */
    public HardStress(HardFamily family, int n, int m, int p, long seed, Precision precision, PrintStream out) {
        family.check(n, m, p);
        this.family = family;
        this.n = n;
        this.m = m;
        this.p = p;
        this.seed = seed;
        this.precision = precision;
        largestResidual = precision == Precision.FLOAT64 ? 1e-8 : 1e-4;
        largestCertificateResidual = precision == Precision.FLOAT64 ? 1e-7 : 1e-4;
        this.out = out;
    }

    /**
     * What came of the problems.
     *
     * @param wrong how many were answered wrongly
     * @param unsolved how many were not answered
     */
    public record Result(long wrong, long unsolved) {
        /**
         * Whether all were answered rightly.
         *
         * @return true if so
         */
        public boolean allSolved() {
            return wrong == 0 && unsolved == 0;
        }
    }

    /**
     * Solves the problems with index {@code first} to {@code first + count - 1} and reports.
     *
     * @param solver what is tested
     * @param pool where problems are generated
     * @param first index of the first problem
     * @param count number of problems
     * @param terminal where to show progress
     * @return what came of them
     * @throws InputException if the sizes are such that a problem does not fit into memory
     */
    public Result run(QpSolver solver, ForkJoinPool pool, long first, long count, Terminal terminal) {
        int most = Chunk.sizeOf(new ProblemFamily(n, m, p, seed).numbersPerProblem(), LARGEST_CHUNK);
        try (Progress progress = Progress.start("stress", count, " problems", terminal)) {
            for (long done = 0; done < count; ) {
                int size = (int) Math.min(most, count - done);
                chunk(solver, pool, first + done, size);
                done += size;
                progress.step(size);
            }
        } catch (OutOfMemoryError e) {
            throw new InputException(
                    "--n, --m, --p: expected sizes of which a problem fits into memory, got n " + n + ", m " + m
                            + ", p " + p,
                    e);
        }
        out.printf(
                Locale.ROOT,
                "stress: %,d problems %s of n %d, m %d, p %d, seed %d, %s, back end %s%n%s%n",
                count,
                family,
                n,
                m,
                p,
                seed,
                precision.name().toLowerCase(Locale.ROOT),
                solver.backend(),
                perStatus);
        out.printf(
                Locale.ROOT,
                "%d wrong, %d without an answer, worst residual %.1e, mean iterations %.1f, %,.0f problems per second%n%s",
                wrong,
                unsolved,
                worst,
                (double) iterations / count,
                count / (solveNanos * 1e-9),
                remembered);
        return new Result(wrong, unsolved);
    }

    private void chunk(QpSolver solver, ForkJoinPool pool, long first, int size) {
        HardProblem[] problems = new HardProblem[size];
        pool.submit(() -> Arrays.parallelSetAll(problems, i -> generate(first + i)))
                .join();
        long start = System.nanoTime();
        try (QpSolution solution = solver.solve(batch(problems))) {
            solveNanos += System.nanoTime() - start;
            for (int i = 0; i < size; i++) {
                count(problems[i], solution, i, first + i);
            }
        }
    }

    private HardProblem generate(long index) {
        HardProblem problem = family.generate(n, m, p, RandomStreams.at(seed, index));
        if (precision == Precision.FLOAT32) {
            problem.round();
        }
        return problem;
    }

    private void count(HardProblem problem, QpSolution solution, int i, long index) {
        QpStatus status = solution.status(i);
        perStatus.merge(status, 1L, Long::sum);
        iterations += solution.iterations(i);
        HardCheck check = new HardCheck(problem, solution, i);
        double residual = switch (status) {
            case SOLVED -> check.optimality();
            case PRIMAL_INFEASIBLE -> check.infeasibility();
            case DUAL_INFEASIBLE -> check.unboundedness();
            default -> Double.NaN;
        };
        boolean answered = !Double.isNaN(residual);
        double allowed = status == QpStatus.SOLVED ? largestResidual : largestCertificateResidual;
        if (answered) {
            worst = Math.max(worst, residual);
        }
        if (answered && status == family.expected() && residual <= allowed) {
            return;
        }
        if (answered) {
            wrong++;
        } else {
            unsolved++;
        }
        if (wrong + unsolved <= REMEMBERED) {
            remembered.append(String.format(
                    Locale.ROOT,
                    "%s, residual %.1e: ./optnet4j stress --family %s --n %d --m %d --p %d --seed %d --precision %s --first %d --count 1%n",
                    status,
                    residual,
                    family.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    n,
                    m,
                    p,
                    seed,
                    precision.name().toLowerCase(Locale.ROOT),
                    index));
        }
    }

    private QpBatch batch(HardProblem[] problems) {
        QpBatch.Builder builder = QpBatch.builder(problems.length, n)
                .Q(stack(problems, each -> each.Q))
                .q(stack(problems, each -> each.q))
                .lb(stack(problems, each -> each.lb))
                .ub(stack(problems, each -> each.ub));
        if (p > 0) {
            builder.A(stack(problems, each -> each.A)).b(stack(problems, each -> each.b));
        }
        if (m > 0) {
            builder.G(stack(problems, each -> each.G))
                    .l(stack(problems, each -> each.l))
                    .u(stack(problems, each -> each.u));
        }
        return builder.build();
    }

    private BatchArray stack(HardProblem[] problems, Function<HardProblem, double[]> part) {
        int block = part.apply(problems[0]).length;
        double[] all = new double[problems.length * block];
        for (int i = 0; i < problems.length; i++) {
            System.arraycopy(part.apply(problems[i]), 0, all, i * block, block);
        }
        return BatchArray.perProblem(all).to(precision);
    }
}
