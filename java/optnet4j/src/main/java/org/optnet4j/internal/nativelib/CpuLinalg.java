package org.optnet4j.internal.nativelib;

import java.util.concurrent.ForkJoinPool;
import org.optnet4j.backend.BackendLinalg;
import org.optnet4j.internal.Parallel;
import org.optnet4j.linalg.MatrixBatch;

/** Shares batches of matrices out over a pool, in slices of whole registers. */
final class CpuLinalg implements BackendLinalg {
    /** Numbers per native call: enough work to outweigh the call, little enough to share out. */
    private static final long NUMBERS_PER_CALL = 1 << 15;

    // optnet4j_cholesky_call
    private static final int FACTOR = 0;
    private static final int SOLVE = 1;
    private static final int INVERSE = 2;

    private final ForkJoinPool pool;
    private final int isa;
    private final MemoryPool memory = new MemoryPool();

    CpuLinalg(ForkJoinPool pool, InstructionSet set) {
        this.pool = pool;
        this.isa = set.code();
    }

    @Override
    public void choleskyFactor(MatrixBatch a, int[] info) {
        int[] shape = shape(a, 0);
        long[] layout = layout(a);
        forSlices(
                a,
                FACTOR,
                shape,
                (scratch, first, count) -> LinalgBindings.choleskyFactor(
                        isa, shape, a.numbers().storage(), layout, info, scratch, first, count));
    }

    @Override
    public void choleskySolve(MatrixBatch factor, int[] info, MatrixBatch b) {
        int[] shape = shape(factor, b.columns());
        long[] factorLayout = layout(factor);
        long[] layout = layout(b);
        forSlices(
                factor,
                SOLVE,
                shape,
                (scratch, first, count) -> LinalgBindings.choleskySolve(
                        isa,
                        shape,
                        factor.numbers().storage(),
                        factorLayout,
                        info,
                        b.numbers().storage(),
                        layout,
                        scratch,
                        first,
                        count));
    }

    @Override
    public void choleskyInverse(MatrixBatch factor, int[] info) {
        int[] shape = shape(factor, 0);
        long[] layout = layout(factor);
        forSlices(
                factor,
                INVERSE,
                shape,
                (scratch, first, count) -> LinalgBindings.choleskyInverse(
                        isa, shape, factor.numbers().storage(), layout, info, scratch, first, count));
    }

    @Override
    public void close() {
        memory.close();
    }

    private static int[] shape(MatrixBatch square, int columns) {
        return new int[] {square.rows(), columns, square.precision().ordinal()};
    }

    private static long[] layout(MatrixBatch matrices) {
        return new long[] {matrices.offset(), matrices.stride(), matrices.leading()};
    }

    /** One native call. */
    private interface Slice {
        int run(long scratch, int first, int count);
    }

    private void forSlices(MatrixBatch of, int call, int[] shape, Slice slice) {
        int n = shape[0];
        int columns = shape[1];
        long[] plan = new long[2];
        check(LinalgBindings.choleskyPlan(isa, call, shape, of.batch(), plan), of, columns);
        int lanes = (int) plan[0];
        long perMatrix = (long) n * ((long) n + columns);
        int atOnce = (int) (Math.max(1, NUMBERS_PER_CALL / perMatrix / lanes) * lanes);
        int slices = (int) ((of.batch() + (long) atOnce - 1) / atOnce);
        Parallel.forEachToTheEnd(
                pool,
                slices,
                i -> Scratch.with(memory, plan[1], scratch -> {
                    int first = i * atOnce;
                    int count = Math.min(atOnce, of.batch() - first);
                    check(slice.run(scratch.address(), first, count), of, columns);
                }));
    }

    private static void check(int error, MatrixBatch of, int columns) {
        switch (error) {
            case 0 -> {}
            case 2 ->
                throw new IllegalArgumentException("a matrix of " + of.rows() + " x " + of.rows() + " with " + columns
                        + " right-hand sides has too many numbers for the cpu back end; expected fewer than 2^31");
            default -> throw new AssertionError("native call was rejected with code " + error);
        }
    }
}
