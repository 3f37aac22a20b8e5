package org.optnet4j.benchmarks;

import java.util.concurrent.TimeUnit;
import jcuda.Pointer;
import jcuda.Sizeof;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasFillMode;
import jcuda.jcublas.cublasHandle;
import jcuda.jcusolver.JCusolver;
import jcuda.jcusolver.JCusolverDn;
import jcuda.jcusolver.cusolverDnHandle;
import jcuda.runtime.JCuda;
import jcuda.runtime.cudaMemcpyKind;
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
import org.optnet4j.Precision;

/**
 * NVIDIA's batched factorisations of double matrices that lie on the device: what a solver that calls them once per
 * iteration pays for that alone. They work in place, so each time begins with a copy; {@link #copy} is that part alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VendorBenchmark {
    /** Which one. Without this parameter {@link Main} takes those that are available. */
    @Param
    public VendorFactorisation vendor = VendorFactorisation.CUSOLVER_POTRF;

    /** Rows and columns of each matrix. */
    @Param({"10", "50", "100"})
    public int n;

    /** How many matrices. */
    @Param({"128", "1024"})
    public int batch;

    private final Pointer original = new Pointer();
    private final Pointer work = new Pointer();
    private final Pointer addresses = new Pointer();
    private final Pointer info = new Pointer();
    private final Pointer pivots = new Pointer();
    private final cusolverDnHandle cusolver = new cusolverDnHandle();
    private final cublasHandle cublas = new cublasHandle();

    /** For JMH. */
    public VendorBenchmark() {}

    /** Puts symmetric positive definite matrices on the device and checks that they can be factored. */
    @Setup(Level.Trial)
    public void prepare() {
        JCuda.setExceptionsEnabled(true);
        double[] matrices = RandomProblems.make(new Sizes(n, 0, 0), batch, Precision.FLOAT64, 20260101)
                .Q()
                .doubles();
        JCuda.cudaMalloc(original, bytes());
        JCuda.cudaMalloc(work, bytes());
        JCuda.cudaMemcpy(original, Pointer.to(matrices), bytes(), cudaMemcpyKind.cudaMemcpyHostToDevice);
        Pointer[] each = new Pointer[batch];
        for (int i = 0; i < batch; i++) {
            each[i] = work.withByteOffset((long) i * n * n * Sizeof.DOUBLE);
        }
        JCuda.cudaMalloc(addresses, (long) batch * Sizeof.POINTER);
        JCuda.cudaMemcpy(
                addresses, Pointer.to(each), (long) batch * Sizeof.POINTER, cudaMemcpyKind.cudaMemcpyHostToDevice);
        JCuda.cudaMalloc(info, (long) batch * Sizeof.INT);
        JCuda.cudaMalloc(pivots, (long) batch * n * Sizeof.INT);
        if (vendor == VendorFactorisation.CUSOLVER_POTRF) {
            JCusolver.setExceptionsEnabled(true);
            JCusolverDn.cusolverDnCreate(cusolver);
        } else {
            JCublas2.setExceptionsEnabled(true);
            JCublas2.cublasCreate(cublas);
        }
        factor();
        int[] flaws = new int[batch];
        JCuda.cudaMemcpy(Pointer.to(flaws), info, (long) batch * Sizeof.INT, cudaMemcpyKind.cudaMemcpyDeviceToHost);
        for (int i = 0; i < batch; i++) {
            if (flaws[i] != 0) {
                throw new IllegalStateException(vendor + ": matrix " + i + " was not factored (info " + flaws[i] + ")");
            }
        }
    }

    /** Frees what {@link #prepare} made. */
    @TearDown(Level.Trial)
    public void close() {
        for (Pointer each : new Pointer[] {original, work, addresses, info, pivots}) {
            JCuda.cudaFree(each);
        }
        if (vendor == VendorFactorisation.CUSOLVER_POTRF) {
            JCusolverDn.cusolverDnDestroy(cusolver);
        } else {
            JCublas2.cublasDestroy(cublas);
        }
    }

    /** Factors all matrices, and waits for it. */
    @Benchmark
    public void factor() {
        JCuda.cudaMemcpyAsync(work, original, bytes(), cudaMemcpyKind.cudaMemcpyDeviceToDevice, null);
        if (vendor == VendorFactorisation.CUSOLVER_POTRF) {
            JCusolverDn.cusolverDnDpotrfBatched(
                    cusolver, cublasFillMode.CUBLAS_FILL_MODE_LOWER, n, addresses, n, info, batch);
        } else {
            JCublas2.cublasDgetrfBatched(cublas, n, addresses, n, pivots, info, batch);
        }
        JCuda.cudaDeviceSynchronize();
    }

    /** The copy that {@link #factor} begins with, and waits for it. */
    @Benchmark
    public void copy() {
        JCuda.cudaMemcpyAsync(work, original, bytes(), cudaMemcpyKind.cudaMemcpyDeviceToDevice, null);
        JCuda.cudaDeviceSynchronize();
    }

    private long bytes() {
        return (long) batch * n * n * Sizeof.DOUBLE;
    }
}
