package org.optnet4j.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.Precision;
import org.optnet4j.cuda.CudaDevice;
import org.optnet4j.cuda.DeviceArray;
import org.optnet4j.cuda.ElementType;
import org.optnet4j.testing.Seed;

/** Matrices in device memory: worked on where they are, with the bits of those that are copied there and back. */
@ExtendWith(Seed.class)
@Tag("backend")
class DeviceMatricesTest {
    private CudaDevice device;

    @BeforeEach
    void needsADevice() {
        assumeTrue(
                CudaDevice.unavailableReasons().isEmpty(),
                () -> CudaDevice.unavailableReasons().toString());
        device = CudaDevice.of(0);
    }

    @ParameterizedTest
    @EnumSource
    void theBitsAreThoseOfMatricesInHostMemory(Operation operation) {
        long seed = Seed.random("device").nextLong();
        List<DeviceArray> arrays = new ArrayList<>();
        try (Linalg linalg = Kind.open("cuda")) {
            for (Precision precision : Precision.values()) {
                Operation.Operands onHost = new Operation.Operands(
                        seed, 5, 7, 2, matrices -> Layouts.spread(matrices, precision, Place.HEAP));
                Operation.Operands onDevice = new Operation.Operands(seed, 5, 7, 2, matrices -> {
                    MatrixBatch host = Layouts.spread(matrices, precision, Place.HEAP);
                    DeviceArray array = DeviceArray.copyOf(device, host.numbers());
                    arrays.add(array);
                    return MatrixBatch.of(
                            array,
                            host.batch(),
                            host.rows(),
                            host.columns(),
                            host.offset(),
                            host.stride(),
                            host.leading());
                });
                operation.run(linalg, onHost);
                operation.run(linalg, onDevice);
                List<Matrices> expected = onHost.results();
                List<Matrices> found = onDevice.results();
                for (int i = 0; i < expected.size(); i++) {
                    assertArrayEquals(expected.get(i).numbers(), found.get(i).numbers());
                }
            }
        } finally {
            arrays.forEach(DeviceArray::close);
        }
    }

    @Test
    void logDeterminantsAndInertiaAreReadFromTheDevice() {
        try (Linalg linalg = Kind.open("cuda");
                DeviceArray a = DeviceArray.copyOf(device, 4, 0, 0, 9);
                DeviceArray b = DeviceArray.copyOf(device, 4, 0, 0, -9)) {
            BatchCholesky cholesky = BatchCholesky.factor(linalg, MatrixBatch.of(a, 1, 2, 2));
            assertEquals(Math.log(36), cholesky.logDeterminant()[0], 1e-15);
            BatchLdl ldl = BatchLdl.factor(linalg, MatrixBatch.of(b, 1, 2, 2));
            assertEquals(new BatchLdl.Inertia(1, 1), ldl.inertia(0));
        }
    }

    @Test
    void wrongArgumentsAreRefusedByName() {
        Random random = Seed.random("refused");
        double[] numbers = random.doubles(4).toArray();
        try (DeviceArray array = DeviceArray.copyOf(device, numbers);
                DeviceArray integers = DeviceArray.allocate(device, ElementType.INT32, 4);
                Linalg cuda = Kind.open("cuda");
                Linalg java = Kind.open("java")) {
            MatrixBatch onDevice = MatrixBatch.of(array, 1, 2, 2);
            MatrixBatch onHost = MatrixBatch.of(numbers, 1, 2, 2);
            Refusals.refused(
                    "numbers: expected FLOAT64 or FLOAT32, got INT32", () -> MatrixBatch.of(integers, 1, 2, 2));
            Refusals.refused(
                    "numbers: expected batch x rows x columns = 2 x 2 x 2 of them, got 4",
                    () -> MatrixBatch.of(array, 2, 2, 2));
            Refusals.refused(
                    "factor: expected matrices in host memory for the java back end, got " + onDevice,
                    () -> BatchCholesky.factor(java, onDevice));
            Refusals.refused(
                    "expected all matrices in device memory or all in host memory, got [" + onDevice + ", " + onHost
                            + "]",
                    () -> BatchCholesky.of(cuda, onDevice).solve(onHost));
            assertThrows(IllegalStateException.class, onDevice::numbers);
        }
    }
}
