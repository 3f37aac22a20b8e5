package org.optnet4j.internal.nativelib;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.optnet4j.CudaOutOfMemoryException;
import org.optnet4j.Precision;
import org.optnet4j.backend.BackendLinalg;
import org.optnet4j.backend.LinalgCall;
import org.optnet4j.cuda.DeviceArray;
import org.optnet4j.linalg.MatrixBatch;

/** Works on matrices in device memory where they are, and copies those in host memory there and back, in pieces. */
final class CudaLinalg implements BackendLinalg {
    /** Numbers of a piece: enough to keep a device busy, little beside its memory. */
    private static final long NUMBERS_PER_PIECE = 1 << 24;

    // ElementType
    private static final int INT32 = 2;

    private final int device;
    private final long stream;

    CudaLinalg(int device) {
        this.device = device;
        this.stream = CudaRuntime.makeStream(device);
    }

    @Override
    public void run(LinalgCall call) {
        long onDevice = call.operands().stream()
                .filter(each -> each != null && each.deviceNumbers().isPresent())
                .count();
        long all = call.operands().stream().filter(each -> each != null).count();
        if (onDevice == all) {
            runWhereTheyAre(call);
        } else if (onDevice == 0) {
            runInPieces(call);
        } else {
            throw new IllegalArgumentException(
                    "expected all matrices in device memory or all in host memory, got " + call.operands());
        }
    }

    private void runWhereTheyAre(LinalgCall call) {
        List<@Nullable MatrixBatch> operands = call.operands();
        long[] matrices = new long[3 * operands.size()];
        int bytes = call.precision() == Precision.FLOAT64 ? Double.BYTES : Float.BYTES;
        for (int k = 0; k < operands.size(); k++) {
            MatrixBatch operand = operands.get(k);
            if (operand == null) {
                continue;
            }
            DeviceArray numbers = operand.deviceNumbers().orElseThrow();
            if (numbers.device().index() != device) {
                throw new IllegalArgumentException("expected matrices on device " + device + ", got " + operand);
            }
            matrices[3 * k] = numbers.length() == 0 ? 0 : numbers.address() + (long) operand.offset() * bytes;
            matrices[3 * k + 1] = operand.stride();
            matrices[3 * k + 2] = operand.leading();
        }
        try (DeviceBlock memory = new DeviceBlock(device)) {
            launch(call, call.batch(), matrices, 0, memory);
        } finally {
            Reference.reachabilityFence(operands);
        }
    }

    private void runInPieces(LinalgCall call) {
        int size = (int) Math.max(1, Math.min(call.batch(), NUMBERS_PER_PIECE / LinalgSizes.numbersPerMatrix(call)));
        for (int first = 0; first < call.batch(); ) {
            int count = Math.min(size, call.batch() - first);
            try {
                runPiece(call, first, count);
                first += count;
            } catch (CudaOutOfMemoryException less) {
                if (count == 1) {
                    throw less;
                }
                size = count / 2;
            }
        }
    }

    private void runPiece(LinalgCall call, int first, int count) {
        int operands = call.operands().size();
        @Nullable PackedMatrices[] packed = new PackedMatrices[operands];
        long[] matrices = new long[3 * operands];
        int type = call.precision().ordinal();
        int bytes = call.precision() == Precision.FLOAT64 ? Double.BYTES : Float.BYTES;
        try (DeviceBlock memory = new DeviceBlock(device)) {
            for (int k = 0; k < operands; k++) {
                MatrixBatch operand = call.operands().get(k);
                if (operand == null) {
                    continue;
                }
                PackedMatrices piece = PackedMatrices.of(operand, first, count);
                packed[k] = piece;
                matrices[3 * k] = memory.take((long) piece.length() * bytes);
                matrices[3 * k + 1] = piece.stride();
                matrices[3 * k + 2] = operand.columns();
                CudaRuntime.copyToDevice(device, type, matrices[3 * k], piece.numbers(), piece.length(), stream);
            }
            launch(call, count, matrices, first, memory);
            int written = call.operation().written();
            PackedMatrices result = packed[written];
            if (result != null) {
                CudaRuntime.copyToHost(device, type, result.numbers(), matrices[3 * written], result.length(), stream);
                result.unpack(call.operation().writesLower());
            }
        }
    }

    /** Runs on matrices of which the first is matrix {@code first} of the batch, and waits. */
    private void launch(LinalgCall call, int count, long[] matrices, int first, DeviceBlock memory) {
        int[] sizes = LinalgSizes.of(call);
        long[] plan = new long[5];
        CudaCall.check(error -> CudaLinalgBindings.makePlan(device, sizes, count, plan, error));
        int n = call.pivots().length == 0 ? 0 : call.n();
        int[] pivots = Arrays.copyOfRange(call.pivots(), first * n, (first + count) * n);
        int[] info = call.info().length == 0 ? call.info() : Arrays.copyOfRange(call.info(), first, first + count);
        long atPivots = memory.take((long) pivots.length * Integer.BYTES);
        long atInfo = memory.take((long) info.length * Integer.BYTES);
        long workspace = memory.take(plan[4]);
        CudaRuntime.copyToDevice(device, INT32, atPivots, pivots, pivots.length, stream);
        CudaRuntime.copyToDevice(device, INT32, atInfo, info, info.length, stream);
        CudaCall.check(error -> CudaLinalgBindings.run(
                device, sizes, count, plan, matrices, atPivots, atInfo, workspace, stream, error));
        CudaRuntime.synchronize(device, stream);
        CudaRuntime.copyToHost(device, INT32, pivots, atPivots, pivots.length, stream);
        CudaRuntime.copyToHost(device, INT32, info, atInfo, info.length, stream);
        System.arraycopy(pivots, 0, call.pivots(), first * n, pivots.length);
        System.arraycopy(info, 0, call.info(), first, info.length);
    }

    @Override
    public void close() {
        CudaRuntime.freeStream(device, stream);
    }
}
