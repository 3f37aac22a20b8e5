package org.optnet4j.examples.stress;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;

/**
 * Solves many random problems, chunk by chunk: generate, solve, check, count. The memory needed does not depend on the
 * number of problems, and what is counted depends neither on the chunks nor on the threads.
 */
final class StressTest {
    /** Enough problems to keep every thread and lane busy. */
    private static final int LARGEST_CHUNK = 1 << 15;
    /** Problems that one task generates or checks in a row. */
    private static final int SLICE = 64;

    private final ProblemFamily family;
    private final QpSolver solver;
    private final ForkJoinPool pool;
    private final Tally tally = new Tally();
    private long generateNanos;
    private long solveNanos;
    private long checkNanos;

    /**
     * @param family of problems
     * @param solver what is tested
     * @param pool where problems are generated and checked
     */
    StressTest(ProblemFamily family, QpSolver solver, ForkJoinPool pool) {
        this.family = family;
        this.solver = solver;
        this.pool = pool;
    }

    /**
     * Solves the problems with index {@code first} to {@code first + count - 1}.
     *
     * @param progress told how many more problems are done, after each chunk
     */
    void run(long first, long count, LongConsumer progress) {
        int size = (int) Math.min(Chunk.sizeOf(family.numbersPerProblem(), LARGEST_CHUNK), count);
        Chunk chunk = family.chunk(size);
        for (long done = 0; done < count; done += chunk.size()) {
            if (count - done < chunk.size()) {
                chunk = family.chunk((int) (count - done));
            }
            chunk(chunk, first + done);
            progress.accept(chunk.size());
        }
    }

    private void chunk(Chunk chunk, long first) {
        long start = System.nanoTime();
        int slices = (chunk.size() + SLICE - 1) / SLICE;
        pool.submit(() -> IntStream.range(0, slices).parallel().forEach(slice -> generate(chunk, first, slice)))
                .join();
        long generated = System.nanoTime();
        generateNanos += generated - start;
        try (QpSolution solution = solver.solve(chunk.batch())) {
            long solved = System.nanoTime();
            solveNanos += solved - generated;
            double[] x = solution.x().toDoubles();
            double[] nu = solution.nu().toDoubles();
            double[] lambda = solution.lambda().toDoubles();
            List<Tally> parts = pool.submit(() -> IntStream.range(0, slices)
                            .parallel()
                            .mapToObj(slice -> check(chunk, first, slice, solution, x, nu, lambda))
                            .toList())
                    .join();
            parts.forEach(tally::add);
            checkNanos += System.nanoTime() - solved;
        }
    }

    private void generate(Chunk chunk, long first, int slice) {
        ProblemFamily.Scratch scratch = new ProblemFamily.Scratch(family.n());
        for (int i = slice * SLICE; i < Math.min((slice + 1) * SLICE, chunk.size()); i++) {
            family.generate(first + i, chunk, i, scratch);
        }
    }

    private Tally check(
            Chunk chunk, long first, int slice, QpSolution solution, double[] x, double[] nu, double[] lambda) {
        KktResidual residual = new KktResidual(family.n());
        Tally part = new Tally();
        for (int i = slice * SLICE; i < Math.min((slice + 1) * SLICE, chunk.size()); i++) {
            double value = residual.of(chunk, i, x, nu, lambda);
            part.add(first + i, solution.status(i), solution.iterations(i), value, residual.worst());
        }
        return part;
    }

    Tally tally() {
        return tally;
    }

    double generateSeconds() {
        return generateNanos * 1e-9;
    }

    double solveSeconds() {
        return solveNanos * 1e-9;
    }

    double checkSeconds() {
        return checkNanos * 1e-9;
    }
}
