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

/**
 * Cholesky factorisations of many positive definite matrices, and solutions of one system with each, in double precision on
 * one thread. Times are for the whole batch and include copying it to where it is worked on in place.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CholeskyBenchmark {
    /** What does the work: a back end of OptNet4J or EJML. Without this parameter {@link Main} takes those available. */
    @Param({"cpu", "java", "ejml"})
    public String library = "";

    /** Rows and columns of each matrix. */
    @Param({"8", "16", "32", "64", "128"})
    public int n;

    /** How many matrices. */
    @Param("256")
    public int batch;

    // Set by prepare().
    private double[] a;
    private double[] b;
    private double[] factors;
    private double[] x;
    private ForkJoinPool thread;
    private CholeskyWay way;

    /** For JMH. */
    public CholeskyBenchmark() {}

    /** Makes the matrices, and checks the answers that are going to be timed. */
    @Setup(Level.Trial)
    public void prepare() {
        Random random = new Random(20260101);
        a = new double[batch * n * n];
        for (int k = 0; k < batch; k++) {
            double[] root = RandomProblems.normals(random, n * n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = i == j ? 0.1 : 0;
                    for (int l = 0; l < n; l++) {
                        sum += root[i * n + l] * root[j * n + l] / n;
                    }
                    a[(k * n + i) * n + j] = a[(k * n + j) * n + i] = sum;
                }
            }
        }
        b = RandomProblems.normals(random, batch * n);
        factors = new double[a.length];
        x = new double[b.length];
        thread = new ForkJoinPool(1);
        way = library.equals("ejml") ? CholeskyWay.ejml(batch, n) : CholeskyWay.optnet4j(library, thread, batch, n);
        check();
    }

    private void check() {
        factorAndSolve();
        for (int k = 0; k < batch; k++) {
            for (int i = 0; i < n; i++) {
                double residual = -b[k * n + i];
                double size = Math.abs(residual);
                for (int j = 0; j < n; j++) {
                    double term = a[(k * n + i) * n + j] * x[k * n + j];
                    residual += term;
                    size += Math.abs(term);
                }
                if (!(Math.abs(residual) <= 1e-12 * size)) {
                    throw new IllegalStateException("matrix " + k + ": residual " + residual + " of terms of " + size);
                }
            }
        }
    }

    /** Frees what {@link #prepare} made. */
    @TearDown(Level.Trial)
    public void close() {
        way.close();
        thread.shutdown();
    }

    /**
     * Factors the matrices.
     *
     * @return what the factors are in
     */
    @Benchmark
    public double[] factor() {
        System.arraycopy(a, 0, factors, 0, a.length);
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
        System.arraycopy(a, 0, factors, 0, a.length);
        System.arraycopy(b, 0, x, 0, b.length);
        way.factorAndSolve(factors, x);
        return x;
    }
}
