package org.optnet4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpProblem;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.RaggedGradients;
import org.optnet4j.RaggedSolution;

/**
 * Many problems of different sizes: as one list, and in the ways in which a user could do without. Times are for all
 * problems, from a list of them to their minimisers, and gradients where wanted, on one thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RaggedBenchmark {
    /** Name of the back end. Without this parameter {@link Main} takes those that are available. */
    @Param({"cuda", "cpu", "java"})
    public String backend = "";

    /** The smallest and the largest number of variables, and of inequalities; all between are equally likely. */
    @Param({"5-20", "20-60"})
    public String range = "";

    /** How many problems. */
    @Param({"200", "1000", "5000"})
    public int batch;

    /** How the problems are put together. */
    @Param
    public Way way = Way.LIST;

    // Set by prepare().
    private List<QpProblem> problems;
    private List<double[]> upstream;
    private ForkJoinPool thread;
    private QpSolver forgetting;
    private QpSolver keeping;

    /** For JMH. */
    public RaggedBenchmark() {}

    /** How problems of different sizes get to the solver. */
    public enum Way {
        /** {@link QpSolver#solve(List)}. */
        LIST,
        /** Each by itself. */
        ALONE,
        /** In batches of equal n and m. */
        EXACT,
        /** Padded to the next multiple of 4 variables, in batches of equal m. */
        WIDTHS_OF_4,
        /** Padded to the next multiple of 4 variables and of 4 rows. */
        SIZES_OF_4
    }

    /** Makes the problems, and checks the answers that are going to be timed. */
    @Setup(Level.Trial)
    public void prepare() {
        Random random = new Random(20260101);
        String[] ends = range.split("-");
        int smallest = Integer.parseInt(ends[0]);
        int sizes = Integer.parseInt(ends[1]) - smallest + 1;
        problems = new ArrayList<>();
        upstream = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            Sizes each = new Sizes(smallest + random.nextInt(sizes), smallest + random.nextInt(sizes), 0);
            problems.add(RaggedWays.problem(RandomProblems.make(each, 1, Precision.FLOAT64, random.nextLong())));
            upstream.add(RandomProblems.normals(random, each.n()));
        }
        thread = new ForkJoinPool(1);
        QpSolver.Builder builder = QpSolver.builder().backend(backend).pool(thread);
        keeping = builder.build();
        forgetting =
                builder.settings(QpSettings.defaults().withGradients(false)).build();
        check();
    }

    private void check() {
        double tolerance = 10 * keeping.settings().epsRel(Precision.FLOAT64);
        RaggedWays.Check right = new RaggedWays.Check() {
            @Override
            public void batch(
                    QpBatch batch, QpSolution solution, @Nullable BatchArray own, @Nullable QpGradients gradients) {
                AnswerCheck.require(batch, solution, tolerance);
                if (own != null && gradients != null) {
                    AnswerCheck.requireGradients(batch, solution, own, gradients, tolerance);
                }
            }

            @Override
            public void list(
                    RaggedSolution solution, @Nullable List<double[]> own, @Nullable RaggedGradients gradients) {
                if (own != null && gradients != null) {
                    AnswerCheck.requireGradients(solution, own, gradients, tolerance);
                }
            }
        };
        requireMinimisers(RaggedWays.solve(forgetting, problems, null, way, right), tolerance);
        requireMinimisers(RaggedWays.solve(keeping, problems, upstream, way, right), tolerance);
    }

    private void requireMinimisers(double[] x, double tolerance) {
        for (int i = 0, at = 0; i < batch; at += problems.get(i).n(), i++) {
            QpBatch one = problems.get(i).toBatch();
            try (QpSolution solution = keeping.solve(one)) {
                AnswerCheck.require(one, solution, tolerance);
                for (int j = 0; j < one.n(); j++) {
                    // Rows that are added change the path to the minimiser, and with it the last digits.
                    if (!(Math.abs(solution.x().get(j) - x[at + j]) <= 1e-4)) {
                        throw new IllegalStateException("problem " + i + ": another minimiser " + way);
                    }
                }
            }
        }
    }

    /** Frees what {@link #prepare} made. */
    @TearDown(Level.Trial)
    public void close() {
        keeping.close();
        forgetting.close();
        thread.shutdown();
    }

    /**
     * Solves the problems, keeping nothing for gradients.
     *
     * @return the minimisers one after the other
     */
    @Benchmark
    public double[] forward() {
        return RaggedWays.solve(forgetting, problems, null, way, RaggedWays.Check.NONE);
    }

    /**
     * Solves the problems and takes all gradients.
     *
     * @return the minimisers one after the other
     */
    @Benchmark
    public double[] forwardAndBackward() {
        return RaggedWays.solve(keeping, problems, upstream, way, RaggedWays.Check.NONE);
    }
}
