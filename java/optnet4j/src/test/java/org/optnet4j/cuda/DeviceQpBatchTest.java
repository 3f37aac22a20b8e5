package org.optnet4j.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.optnet4j.Precision;

/** Sizes, types and devices are checked before any native code runs, and messages say what is wrong. */
class DeviceQpBatchTest {
    private static final CudaDevice DEVICE = Devices.imagined(0);

    @Test
    void sizesComeFromTheArrays() {
        DeviceQpBatch batch = DeviceQpBatch.builder(4, 3)
                .Q(shared(9))
                .q(perProblem(12))
                .A(shared(6))
                .b(perProblem(8))
                .G(perProblem(60))
                .h(shared(5))
                .build();
        assertEquals(4, batch.batchSize());
        assertEquals(3, batch.n());
        assertEquals(5, batch.m());
        assertEquals(2, batch.p());
        assertEquals(Precision.FLOAT64, batch.precision());
        assertEquals(DEVICE, batch.device());
        assertEquals("DeviceQpBatch[device 0, batchSize=4, n=3, m=5, p=2, FLOAT64, shared=QAh]", batch.toString());
    }

    @Test
    void withoutConstraintsThereAreNone() {
        DeviceQpBatch batch =
                DeviceQpBatch.builder(2, 1).Q(perProblem(2)).q(shared(1)).build();
        assertEquals(0, batch.m());
        assertEquals(0, batch.p());
    }

    @Test
    void whatIsMissingIsNamed() {
        assertMessage(
                "Q: required, but not set", () -> DeviceQpBatch.builder(1, 1).build());
        assertMessage(
                "q: required, but not set",
                () -> DeviceQpBatch.builder(1, 1).Q(shared(1)).build());
        assertMessage(
                "A: required with b, but not set", () -> simple().b(shared(1)).build());
        assertMessage(
                "h: required with G, but not set", () -> simple().G(shared(1)).build());
    }

    @Test
    void wrongSizesAreNamed() {
        assertMessage("batchSize: expected 0 or more, got -1", () -> DeviceQpBatch.builder(-1, 1));
        assertMessage("n: expected 1 or more, got 0", () -> DeviceQpBatch.builder(1, 0));
        assertMessage(
                "Q: expected 9 numbers (batchSize=2, n=3, m=0, p=0, FLOAT64, shared=QAbGh), got 8",
                () -> DeviceQpBatch.builder(2, 3).Q(shared(8)).q(perProblem(6)).build());
        assertMessage(
                "h: expected 4 numbers (batchSize=2, n=1, m=2, p=0, FLOAT64, shared=QqAbG), got 5",
                () -> DeviceQpBatch.builder(2, 1)
                        .Q(shared(1))
                        .q(shared(1))
                        .G(shared(2))
                        .h(perProblem(5))
                        .build());
    }

    @Test
    void wrongTypesAndDevicesAreNamed() {
        assertMessage(
                "q: expected FLOAT64 like Q, got FLOAT32",
                () -> DeviceQpBatch.builder(1, 1)
                        .Q(shared(1))
                        .q(DeviceParameter.shared(array(DEVICE, ElementType.FLOAT32, 1)))
                        .build());
        assertMessage(
                "Q: expected FLOAT64 or FLOAT32, got INT32",
                () -> DeviceQpBatch.builder(1, 1)
                        .Q(DeviceParameter.shared(array(DEVICE, ElementType.INT32, 1)))
                        .q(shared(1))
                        .build());
        assertMessage(
                "q: expected device 0 like Q, got 3",
                () -> DeviceQpBatch.builder(1, 1)
                        .Q(shared(1))
                        .q(DeviceParameter.shared(array(Devices.imagined(3), ElementType.FLOAT64, 1)))
                        .build());
    }

    @Test
    void gradientsHaveTheShapeOfTheirParameters() {
        DeviceQpBatch batch = simple().build();
        DeviceQpGradients.Builder builder = DeviceQpGradients.builder(batch);
        assertMessage("Q: expected 1 numbers, got 2", () -> builder.Q(array(DEVICE, ElementType.FLOAT64, 2)));
        assertMessage("q: expected FLOAT64, got FLOAT32", () -> builder.q(array(DEVICE, ElementType.FLOAT32, 1)));
        assertMessage(
                "h: expected device 0, got device 1",
                () -> builder.h(array(Devices.imagined(1), ElementType.FLOAT64, 0)));
        DeviceArray array = array(DEVICE, ElementType.FLOAT64, 1);
        DeviceQpGradients gradients = builder.q(array).build();
        assertEquals(array, gradients.q());
        assertEquals(null, gradients.Q());
    }

    @Test
    void arraysCheckWhatTheyWrap() {
        assertMessage("length: expected 0 or more, got -1", () -> DeviceArray.wrap(DEVICE, ElementType.FLOAT64, -1, 8));
        assertMessage(
                "address: expected a multiple of 8 other than 0, got 12",
                () -> DeviceArray.wrap(DEVICE, ElementType.FLOAT64, 1, 12));
        assertMessage(
                "address: expected a multiple of 4 other than 0, got 0",
                () -> DeviceArray.wrap(DEVICE, ElementType.INT32, 1, 0));
        assertEquals(0, DeviceArray.wrap(DEVICE, ElementType.INT32, 0, 0).address());
    }

    @Test
    void partsOfArraysAreWhereTheyShouldBe() {
        DeviceArray whole = array(DEVICE, ElementType.FLOAT32, 10);
        DeviceArray part = whole.slice(3, 4).slice(1, 2);
        assertEquals(whole.address() + 16, part.address());
        assertEquals(2, part.length());
        assertThrows(IndexOutOfBoundsException.class, () -> whole.slice(8, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> part.slice(0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> part.slice(-1, 1));
    }

    @Test
    void copiesCheckTypeLengthAndDevice() {
        DeviceArray array = array(DEVICE, ElementType.FLOAT64, 2);
        CudaStream stream = CudaStream.defaultOf(DEVICE);
        assertMessage(
                "values: expected FLOAT64 like the array, got FLOAT32", () -> array.copyFrom(new float[2], stream));
        assertMessage("values: expected 2 numbers like the array, got 3", () -> array.copyFrom(new double[3], stream));
        assertMessage("target: expected FLOAT64 like the array, got INT32", () -> array.copyTo(new int[2], stream));
        assertMessage(
                "stream: expected device 0 like the array, got 1",
                () -> array.copyTo(new double[2], CudaStream.defaultOf(Devices.imagined(1))));
        assertMessage(
                "toHost: expected an array of FLOAT64 or FLOAT32, this one holds INT32; use copyTo(int[], stream)",
                () -> array(DEVICE, ElementType.INT32, 2).toHost(stream));
    }

    @Test
    void aClosedStreamSaysSo() {
        CudaStream stream = CudaStream.wrap(DEVICE, 0x10);
        assertEquals(0x10, stream.handle());
        stream.close();
        IllegalStateException thrown = assertThrows(IllegalStateException.class, stream::handle);
        assertEquals("handle: this CudaStream is closed", thrown.getMessage());
        DeviceArray array = array(DEVICE, ElementType.FLOAT64, 1);
        assertThrows(IllegalStateException.class, () -> array.copyTo(new double[1], stream));
    }

    private static DeviceQpBatch.Builder simple() {
        return DeviceQpBatch.builder(1, 1).Q(shared(1)).q(shared(1));
    }

    private static DeviceParameter shared(long length) {
        return DeviceParameter.shared(array(DEVICE, ElementType.FLOAT64, length));
    }

    private static DeviceParameter perProblem(long length) {
        return DeviceParameter.perProblem(array(DEVICE, ElementType.FLOAT64, length));
    }

    private static DeviceArray array(CudaDevice device, ElementType type, long length) {
        return DeviceArray.wrap(device, type, length, 256);
    }

    private static void assertMessage(String expected, Executable call) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
