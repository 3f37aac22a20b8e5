package org.optnet4j.benchmarks;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
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
import org.optnet4j.GradientTargets;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;

/**
 * Solving and differentiating a batch that lies in Java arrays, answers in Java arrays: what a user of the Java API
 * waits for, all copies included. Times are for the whole batch. A back end whose answers are wrong gets no time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QpBenchmark {
    /** Name of the back end. Without this parameter {@link Main} takes those that are available. */
    @Param({"cuda", "cpu", "java"})
    public String backend = "";

    /** n x m x p: variables, inequalities, equalities. */
    @Param({"10x10x0", "50x50x0", "100x100x0"})
    public String sizes = "";

    /** How many problems. */
    @Param({"1", "128", "1024"})
    public int batch;

    /** Of all numbers. */
    @Param("FLOAT64")
    public Precision precision = Precision.FLOAT64;

    /** Threads that work; 0: one for each core. */
    @Param("0")
    public int threads;

    // Set by prepare().
    private ForkJoinPool pool;
    private QpBatch problems;
    private BatchArray upstream;
    private QpSolver forgetting;
    private QpSolver keeping;
    private QpSolution solved;
    private GradientTargets targets;

    /** For JMH. */
    public QpBenchmark() {}

    /** Makes the problems, and checks the answers that are going to be timed. */
    @Setup(Level.Trial)
    public void prepare() {
        long seed = 20260101;
        problems = RandomProblems.make(Sizes.parse(sizes), batch, precision, seed);
        upstream = BatchArray.perProblem(RandomProblems.normals(new Random(seed + 1), batch * problems.n()))
                .to(precision);
        pool = Threads.pool(threads);
        forgetting = QpSolver.builder()
                .backend(backend)
                .pool(pool)
                .settings(QpSettings.defaults().withGradients(false))
                .build();
        keeping = QpSolver.builder().backend(backend).pool(pool).build();
        solved = keeping.solve(problems);
        targets = GradientTargets.reused(problems);
        // In single precision the residual of this check is rounded data and rounded answers to begin with.
        double tolerance = 10 * keeping.settings().epsRel(precision);
        AnswerCheck.require(problems, solved, tolerance);
        try (QpSolution again = forgetting.solve(problems)) {
            AnswerCheck.require(problems, again, tolerance);
        }
        AnswerCheck.requireGradients(problems, solved, upstream, backward(), tolerance);
    }

    /** Frees what {@link #prepare} made. */
    @TearDown(Level.Trial)
    public void close() {
        solved.close();
        forgetting.close();
        keeping.close();
        pool.shutdown();
    }

    /**
     * Solves the batch, keeping nothing for gradients.
     *
     * @return the answers
     */
    @Benchmark
    public BatchArray forward() {
        try (QpSolution solution = forgetting.solve(problems)) {
            return solution.x();
        }
    }

    /**
     * All six gradients of a batch that has been solved, into the same memory every time.
     *
     * @return the gradients
     */
    @Benchmark
    public QpGradients backward() {
        return solved.gradients(upstream, null, null, targets);
    }

    /**
     * Solves the batch and takes all six gradients: a training step.
     *
     * @return the gradients
     */
    @Benchmark
    public QpGradients forwardAndBackward() {
        try (QpSolution solution = keeping.solve(problems)) {
            return solution.gradients(upstream, null, null, targets);
        }
    }
}
