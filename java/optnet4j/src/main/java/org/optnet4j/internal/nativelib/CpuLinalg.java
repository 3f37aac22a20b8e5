package org.optnet4j.internal.nativelib;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.backend.BackendLinalg;
import org.optnet4j.backend.LinalgCall;
import org.optnet4j.internal.Parallel;
import org.optnet4j.linalg.MatrixBatch;

/** Shares batches of matrices out over a pool, in slices of whole registers. */
final class CpuLinalg implements BackendLinalg {
    /** Numbers per native call: enough work to outweigh the call, little enough to share out. */
    private static final long NUMBERS_PER_CALL = 1 << 15;

    private final ForkJoinPool pool;
    private final int isa;
    private final MemoryPool memory = new MemoryPool();

    CpuLinalg(ForkJoinPool pool, InstructionSet set) {
        this.pool = pool;
        this.isa = set.code();
    }

    @Override
    public void run(LinalgCall call) {
        int[] sizes = LinalgSizes.of(call);
        long[] plan = new long[2];
        check(LinalgBindings.plan(isa, sizes, plan), call);
        List<@Nullable MatrixBatch> operands = call.operands();
        @Nullable Object[] storages = new Object[operands.size()];
        long[] layouts = new long[3 * operands.size()];
        for (int k = 0; k < operands.size(); k++) {
            MatrixBatch operand = operands.get(k);
            if (operand == null) {
                continue;
            }
            storages[k] = operand.numbers().storage();
            layouts[3 * k] = operand.offset();
            layouts[3 * k + 1] = operand.stride();
            layouts[3 * k + 2] = operand.leading();
        }
        int lanes = (int) plan[0];
        int atOnce = (int) (Math.max(1, NUMBERS_PER_CALL / LinalgSizes.numbersPerMatrix(call) / lanes) * lanes);
        int slices = (int) ((call.batch() + (long) atOnce - 1) / atOnce);
        Parallel.forEachToTheEnd(
                pool,
                slices,
                i -> Scratch.with(memory, plan[1], scratch -> {
                    int first = i * atOnce;
                    int count = Math.min(atOnce, call.batch() - first);
                    int error = LinalgBindings.run(
                            isa, sizes, storages, layouts, call.pivots(), call.info(), scratch.address(), first, count);
                    check(error, call);
                }));
    }

    @Override
    public void close() {
        memory.close();
    }

    private static void check(int error, LinalgCall call) {
        switch (error) {
            case 0 -> {}
            case 2 ->
                throw new IllegalArgumentException("matrices with n " + call.n() + ", m " + call.m() + ", p " + call.p()
                        + " and " + call.columns() + " right-hand sides have too many numbers for the cpu back end;"
                        + " expected fewer than 2^31 at work for each");
            default -> throw new AssertionError("native call was rejected with code " + error);
        }
    }
}
