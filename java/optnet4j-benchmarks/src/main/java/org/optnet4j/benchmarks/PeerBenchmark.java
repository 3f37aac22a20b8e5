package org.optnet4j.benchmarks;

import java.util.Locale;
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
import org.optnet4j.benchmarks.bench.OptnetBatch;
import org.optnet4j.benchmarks.peers.JvmSolver;
import org.optnet4j.benchmarks.peers.PeerBatch;
import org.optnet4j.benchmarks.problems.KktResidual;
import org.optnet4j.benchmarks.problems.Problems;
import org.optnet4j.benchmarks.problems.RandomDense;

/**
 * The solvers of the JVM on the same problems, those of the OptNet paper, solved to the same accuracy: ours by its back
 * ends, the others in a parallel stream. Times are for the whole batch. A solver whose answers are wrong gets no time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PeerBenchmark {
    private static final double TOLERANCE = 1e-8;

    /** A back end of OptNet4J, or a {@link JvmSolver}. Without this parameter {@link Main} takes those available. */
    @Param({"cuda", "cpu", "java", "OJALGO_ADMM", "OJALGO_ACTIVE_SET", "HIPPARCHUS"})
    public String solver = "";

    /** n x m x p: variables, inequalities, equalities. */
    @Param({"8x8x0", "16x16x4", "32x32x8"})
    public String sizes = "";

    /** How many problems. */
    @Param("64")
    public int batch;

    /** Threads that work; 0: one for each core. */
    @Param("0")
    public int threads;

    // Set by prepare().
    private ForkJoinPool pool;
    private OptnetBatch ours;
    private PeerBatch others;

    /** For JMH. */
    public PeerBenchmark() {}

    /** Makes the problems, and checks the answers that are going to be timed. */
    @Setup(Level.Trial)
    public void prepare() {
        Sizes each = Sizes.parse(sizes);
        Problems problems = RandomDense.make(batch, each.n(), each.m(), each.p());
        pool = Threads.pool(threads);
        double residual;
        if (solver.equals(solver.toUpperCase(Locale.ROOT))) {
            others = new PeerBatch(JvmSolver.valueOf(solver).solver(), problems, pool);
            residual = KktResidual.worst(problems, others.solve());
        } else {
            ours = new OptnetBatch(solver, pool, problems, OptnetBatch.Storage.HEAP);
            residual = ours.residual();
        }
        if (!(residual <= TOLERANCE)) {
            throw new IllegalStateException(
                    solver + ": relative KKT residual " + residual + ", expected at most " + TOLERANCE);
        }
    }

    /** Frees what {@link #prepare} made. */
    @TearDown(Level.Trial)
    public void close() {
        if (ours != null) {
            ours.close();
        }
        pool.shutdown();
    }

    /**
     * Solves the batch, keeping nothing for gradients.
     *
     * @return the answers
     */
    @Benchmark
    public Object forward() {
        return ours == null ? others.solve() : ours.forward();
    }
}
