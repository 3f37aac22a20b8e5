package org.optnet4j.benchmarks;

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
import org.optnet4j.benchmarks.peers.CholeskyLibrary;
import org.optnet4j.benchmarks.peers.CholeskyWay;
import org.optnet4j.benchmarks.problems.PositiveDefinite;

/**
 * Cholesky factorisations of many positive definite matrices, and solutions of one system with each, in double precision.
 * Times are for the whole batch and include copying it to where it is worked on in place. The LAPACK of the system may have
 * threads of its own: {@code OPENBLAS_NUM_THREADS=1} or {@code OMP_NUM_THREADS=1} keeps it to the ones given here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CholeskyBenchmark {
    /** What does the work. Without this parameter {@link Main} takes those available. */
    @Param
    public CholeskyLibrary library = CholeskyLibrary.JAVA;

    /** Rows and columns of each matrix. */
    @Param({"8", "16", "32", "64", "128"})
    public int n;

    /** How many matrices. */
    @Param("256")
    public int batch;

    /** Threads that work; 0: one for each core. */
    @Param("1")
    public int threads;

    // Set by prepare().
    private PositiveDefinite systems;
    private double[] factors;
    private double[] x;
    private ForkJoinPool pool;
    private CholeskyWay way;

    /** For JMH. */
    public CholeskyBenchmark() {}

    /** Makes the matrices, and checks the answers that are going to be timed. */
    @Setup(Level.Trial)
    public void prepare() {
        systems = PositiveDefinite.make(batch, n);
        factors = new double[systems.A().length];
        x = new double[systems.b().length];
        pool = Threads.pool(threads);
        way = library.start(pool, batch, n);
        double residual = systems.residual(factorAndSolve());
        if (!(residual <= 1e-12)) {
            throw new IllegalStateException(library + ": relative residual " + residual + ", expected at most 1e-12");
        }
    }

    /** Frees what {@link #prepare} made. */
    @TearDown(Level.Trial)
    public void close() {
        way.close();
        pool.shutdown();
    }

    /**
     * Factors the matrices.
     *
     * @return what the factors are in
     */
    @Benchmark
    public double[] factor() {
        System.arraycopy(systems.A(), 0, factors, 0, factors.length);
        way.factor(factors);
        return factors;
    }

    /**
     * Factors the matrices and solves one system with each.
     *
     * @return the solutions one after the other
     */
    @Benchmark
    public double[] factorAndSolve() {
        System.arraycopy(systems.A(), 0, factors, 0, factors.length);
        System.arraycopy(systems.b(), 0, x, 0, x.length);
        way.factorAndSolve(factors, x);
        return x;
    }
}
