package org.optnet4j.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.CudaOutOfMemoryException;
import org.optnet4j.Factors;
import org.optnet4j.Form;
import org.optnet4j.Precision;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.QpStatus;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Differences;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;

/** Batches in device memory have the bits that the {@code cpu} back end gives to the same batches in host memory. */
@ExtendWith(Seed.class)
@Tag("backend")
class DeviceQpSolverTest {
    private CudaDevice device;
    private CudaStream stream;

    @BeforeEach
    void open() {
        device = Devices.first();
        stream = CudaStream.create(device);
    }

    @AfterEach
    void close() {
        if (stream != null) {
            stream.close();
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of("", "Q", "QA", "QAG", "QqAbGh", "Gh")
                .flatMap(shared -> Stream.of(Precision.values())
                        .flatMap(precision ->
                                Stream.of(Factors.values()).map(factors -> Arguments.of(shared, precision, factors))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAndGradientsAreThoseOfTheCpu(String shared, Precision precision, Factors factors) {
        Random random = Seed.random("device");
        QpData data = Case.of(Family.OPTNET, 9, 6, 5, 2, shared).data(random);
        QpSettings settings = QpSettings.defaults().withFactors(factors);
        BatchArray dLdx = BatchArray.perProblem(random.doubles(9 * 6).toArray()).to(precision);
        BatchArray dLdnu = BatchArray.shared(random.doubles(2).toArray()).to(precision);
        BatchArray dLdlambda =
                BatchArray.perProblem(random.doubles(9 * 5).toArray()).to(precision);
        try (Upload upload = new Upload(data, precision);
                DeviceQpSolver solver = DeviceQpSolver.create(stream, settings);
                DeviceQpSolution actual = solver.solve(upload.batch);
                DeviceQpGradients actualGradients =
                        actual.gradients(upload.parameter(dLdx), upload.parameter(dLdnu), upload.parameter(dLdlambda));
                QpSolver cpu = cpu();
                QpSolution expected = cpu.solve(data.toBatch(precision))) {
            assertSame(expected, actual.download(), data);
            assertSame(expected.gradients(dLdx, dLdnu, dLdlambda), actualGradients.download(stream));
        }
    }

    @Test
    void aTrainingLoopUsesTheSameMemoryAgainAndAgain() {
        Random random = Seed.random("loop");
        QpData data = Case.of(Family.OPTNET, 5, 4, 3, 1, "Q").data(random);
        BatchArray ones = BatchArray.shared(1, 1, 1, 1);
        try (Upload upload = new Upload(data, Precision.FLOAT64);
                DeviceQpSolver solver = DeviceQpSolver.create(stream, QpSettings.defaults());
                DeviceQpSolution solution = solver.prepare(upload.batch);
                DeviceQpGradients gradients = DeviceQpGradients.allocate(upload.batch);
                QpSolver cpu = cpu()) {
            long x = solution.x().address();
            DeviceParameter dLdx = upload.parameter(ones);
            for (int step = 0; step < 3; step++) {
                solver.solveInto(upload.batch, solution);
                solution.gradientsInto(dLdx, null, null, gradients);
                try (QpSolution expected = cpu.solve(data.toBatch())) {
                    assertSame(expected, solution.download(), data);
                    assertSame(expected.gradients(ones), gradients.download(stream));
                }
                for (int i = 0; i < data.q().length; i++) {
                    data.q()[i] += 0.1;
                }
                upload.arrays[1].copyFrom(data.q(), stream);
            }
            assertEquals(x, solution.x().address());
        }
    }

    @Test
    void gradientsMayBeLeftOutAndGoIntoArraysOfOnesOwn() {
        QpData data = Case.of(Family.OPTNET, 5, 4, 3, 1, "h").data(Seed.random("own"));
        BatchArray ones = BatchArray.shared(1, 1, 1, 1);
        try (Upload upload = new Upload(data, Precision.FLOAT64);
                DeviceArray q = DeviceArray.allocate(device, ElementType.FLOAT64, 5 * 4 + 7);
                DeviceArray h = DeviceArray.allocate(device, ElementType.FLOAT64, 3);
                DeviceQpSolver solver = DeviceQpSolver.create(stream, QpSettings.defaults());
                DeviceQpSolution solution = solver.solve(upload.batch);
                QpSolver cpu = cpu();
                QpSolution expected = cpu.solve(data.toBatch())) {
            double[] around = new double[27];
            Arrays.fill(around, 42);
            q.copyFrom(around, stream);
            DeviceQpGradients gradients = DeviceQpGradients.builder(upload.batch)
                    .q(q.slice(3, 20))
                    .h(h)
                    .build();
            solution.gradientsInto(upload.parameter(ones), null, null, gradients);
            assertNull(gradients.Q());
            QpGradients downloaded = gradients.download(stream);
            QpGradients all = expected.gradients(ones);
            assertArrayEquals(all.q().doubles(), downloaded.q().doubles());
            assertArrayEquals(all.h().doubles(), downloaded.h().doubles());
            assertTrue(downloaded.h().isShared());
            assertEquals(0, downloaded.Q().length());
            q.copyTo(around, stream);
            for (int i = 0; i < around.length; i++) {
                assertEquals(i < 3 || i >= 23, around[i] == 42, "number " + i);
            }
        }
    }

    @Test
    void badProblemsAreStatusesAndHaveNoGradient() {
        QpData data = Case.of(Family.OPTNET, 3, 4, 3, 1, "").data(Seed.random("bad"));
        data.q()[4] = Double.NaN;
        try (Upload upload = new Upload(data, Precision.FLOAT64);
                DeviceQpSolver solver = DeviceQpSolver.create(stream, QpSettings.defaults());
                DeviceQpSolution solution = solver.solve(upload.batch);
                DeviceQpGradients gradients =
                        solution.gradients(upload.parameter(BatchArray.shared(1, 1, 1, 1)), null, null)) {
            HostQpSolution host = solution.download();
            assertEquals(QpStatus.SOLVED, host.status(0));
            assertEquals(QpStatus.INVALID_INPUT, host.status(1));
            assertEquals(QpStatus.SOLVED, host.status(2));
            double[] dq = gradients.download(stream).q().doubles();
            assertArrayEquals(new double[4], Arrays.copyOfRange(dq, 4, 8));
            assertTrue(Math.abs(dq[0]) > 0 && Math.abs(dq[8]) > 0);
        }
    }

    @Test
    void anEmptyBatchHasAnEmptySolution() {
        QpData data = Case.of(Family.OPTNET, 0, 4, 3, 1, "QG").data(Seed.random("empty"));
        try (Upload upload = new Upload(data, Precision.FLOAT64);
                DeviceQpSolver solver = DeviceQpSolver.create(stream, QpSettings.defaults());
                DeviceQpSolution solution = solver.solve(upload.batch);
                DeviceQpGradients gradients =
                        solution.gradients(upload.parameter(BatchArray.shared(1, 1, 1, 1)), null, null)) {
            assertEquals(0, solution.download().x().length());
            assertArrayEquals(new double[16], gradients.download(stream).Q().doubles());
        }
    }

    @Test
    void useAfterCloseSaysSo() {
        QpData data = Case.of(Family.OPTNET, 3, 4, 3, 1, "").data(Seed.random("closed"));
        try (Upload upload = new Upload(data, Precision.FLOAT64)) {
            DeviceParameter ones = upload.parameter(BatchArray.shared(1, 1, 1, 1));
            DeviceQpSolver solver = DeviceQpSolver.create(stream, QpSettings.defaults());
            DeviceQpSolution solution = solver.prepare(upload.batch);
            assertIllegalState(
                    "gradients: nothing has been solved into this DeviceQpSolution yet",
                    () -> solution.gradients(ones, null, null));
            solver.solveInto(upload.batch, solution);
            DeviceQpGradients gradients = solution.gradients(ones, null, null);
            gradients.close();
            gradients.close();
            assertIllegalState(
                    "gradientsInto: the DeviceArray of the gradient of Q is closed",
                    () -> solution.gradientsInto(ones, null, null, gradients));
            ones.array().close();
            assertIllegalState(
                    "gradientsInto: the DeviceArray of dLdx is closed", () -> solution.gradients(ones, null, null));
            upload.arrays[5].close();
            assertIllegalState("solveInto: the DeviceArray of h is closed", () -> solver.solve(upload.batch));
            DeviceArray x = solution.x();
            solution.close();
            solution.close();
            assertIllegalState("copyTo: this DeviceArray is closed", () -> x.copyTo(new double[12], stream));
            assertIllegalState("address: this DeviceArray is closed", x::address);
            assertIllegalState(
                    "gradients: this DeviceQpSolution is closed", () -> solution.gradients(null, null, null));
            assertIllegalState(
                    "solveInto: the DeviceQpSolution is closed", () -> solver.solveInto(upload.batch, solution));
            solver.close();
            solver.close();
            assertIllegalState("prepare: this DeviceQpSolver is closed", () -> solver.solve(upload.batch));
        }
    }

    @Test
    void aSolutionStaysReadableAfterItsSolver() {
        QpData data = Case.of(Family.OPTNET, 3, 4, 3, 1, "").data(Seed.random("outlives"));
        try (Upload upload = new Upload(data, Precision.FLOAT64)) {
            DeviceQpSolver solver = DeviceQpSolver.create(stream, QpSettings.defaults());
            try (DeviceQpSolution solution = solver.solve(upload.batch)) {
                solver.close();
                assertEquals(QpStatus.SOLVED, solution.download().status(2));
                assertIllegalState(
                        "gradientsInto: the DeviceQpSolver of this solution is closed",
                        () -> solution.gradients(null, null, null));
            }
        }
    }

    @Test
    void solutionsAndGradientsOfOthersAreRefused() {
        QpData data = Case.of(Family.OPTNET, 3, 4, 3, 1, "").data(Seed.random("others"));
        QpData smaller = data.pick(0, 1);
        QpSettings withoutGradients = QpSettings.defaults().withGradients(false);
        try (Upload upload = new Upload(data, Precision.FLOAT64);
                Upload other = new Upload(smaller, Precision.FLOAT64);
                DeviceQpSolver solver = DeviceQpSolver.create(stream, QpSettings.defaults());
                DeviceQpSolver forward = DeviceQpSolver.create(stream, withoutGradients);
                DeviceQpSolution solution = solver.solve(upload.batch);
                DeviceQpSolution forwardOnly = forward.solve(upload.batch);
                DeviceQpGradients gradients = DeviceQpGradients.allocate(other.batch)) {
            assertIllegalArgument(
                    "solution: expected one that this DeviceQpSolver made, got another's",
                    () -> forward.solveInto(upload.batch, solution));
            assertIllegalArgument(
                    "solution: expected one made for batchSize=2, n=4, m=3, p=1, FLOAT64, shared= like the batch, got one"
                            + " for batchSize=3, n=4, m=3, p=1, FLOAT64, shared=",
                    () -> solver.solveInto(other.batch, solution));
            assertIllegalArgument(
                    "gradients: expected those of a batch with batchSize=3, n=4, m=3, p=1, FLOAT64, shared=, got"
                            + " batchSize=2, n=4, m=3, p=1, FLOAT64, shared=",
                    () -> solution.gradientsInto(null, null, null, gradients));
            assertIllegalArgument(
                    "dLdx: expected 12 numbers, got 4",
                    () -> solution.gradients(
                            new DeviceParameter(
                                    upload.parameter(BatchArray.shared(1, 1, 1, 1))
                                            .array(),
                                    false),
                            null,
                            null));
            assertIllegalArgument(
                    "dLdnu: expected FLOAT64, got FLOAT32",
                    () -> solution.gradients(null, upload.parameter(BatchArray.shared(new float[1])), null));
            assertIllegalState(
                    "gradients: the solver was made with QpSettings.withGradients(false), nothing was kept",
                    () -> forwardOnly.gradients(null, null, null));
        }
    }

    @Test
    void moreThanTheDeviceHasIsSaidWithBytes() {
        long tooMuch = device.totalMemory() / 8 + 1;
        CudaOutOfMemoryException thrown = assertThrows(
                CudaOutOfMemoryException.class, () -> DeviceArray.allocate(device, ElementType.FLOAT64, tooMuch));
        assertEquals(tooMuch * 8, thrown.neededBytes());
        assertTrue(thrown.freeBytes() < thrown.neededBytes(), thrown.getMessage());
        assertEquals("cudaErrorMemoryAllocation", thrown.cudaName());
        assertEquals("cudaMalloc", thrown.call());
        assertEquals(2, thrown.cudaCode());
        DeviceArray.allocate(device, ElementType.FLOAT64, 10).close();
    }

    @Test
    void droppedArraysGiveTheirMemoryBack() {
        long half = device.totalMemory() / 8 * 5 / 8;
        for (int i = 0; i < 4; i++) {
            DeviceArray.allocate(device, ElementType.FLOAT64, half);
        }
    }

    /** Threads that solve, differentiate, read and close at once: each succeeds, or hears that something is closed. */
    @Test
    void closingWhileOthersWorkIsSafe() throws Exception {
        QpData data = Case.of(Family.OPTNET, 3, 4, 3, 1, "Q").data(Seed.random("concurrent"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Upload upload = new Upload(data, Precision.FLOAT64)) {
            DeviceParameter ones = upload.parameter(BatchArray.shared(1, 1, 1, 1));
            for (int round = 0; round < 20; round++) {
                DeviceQpSolver solver = DeviceQpSolver.create(stream, QpSettings.defaults());
                DeviceQpSolution solution = solver.solve(upload.batch);
                CountDownLatch go = new CountDownLatch(1);
                List<Future<?>> work = new ArrayList<>();
                List<Runnable> calls = List.of(
                        () -> solver.solveInto(upload.batch, solution),
                        () -> solution.gradients(ones, null, null).close(),
                        solution::download,
                        round % 2 == 0 ? solver::close : solution::close);
                for (Runnable call : calls) {
                    work.add(threads.submit(() -> {
                        go.await();
                        call.run();
                        return null;
                    }));
                }
                go.countDown();
                for (Future<?> each : work) {
                    try {
                        each.get();
                    } catch (ExecutionException e) {
                        assertInstanceOf(IllegalStateException.class, e.getCause(), e::toString);
                        assertTrue(e.getCause().getMessage().endsWith(" closed"), e::toString);
                    }
                }
                solution.close();
                solver.close();
            }
            // The device has not been harmed.
            try (DeviceQpSolver solver = DeviceQpSolver.create(stream, QpSettings.defaults());
                    DeviceQpSolution solution = solver.solve(upload.batch)) {
                assertEquals(QpStatus.SOLVED, solution.download().status(0));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void copiesOfEveryKindAndLength() {
        Random random = Seed.random("copies");
        // More than one staging buffer of the native code.
        int length = 300_001;
        double[] doubles = random.doubles(length).toArray();
        int[] ints = new int[7];
        try (DeviceArray first = DeviceArray.copyOf(device, doubles);
                DeviceArray second = DeviceArray.allocate(device, ElementType.FLOAT64, length);
                DeviceArray floats = DeviceArray.copyOf(device, new float[] {1, 2, 3});
                DeviceArray integers = DeviceArray.allocate(device, ElementType.INT32, 7);
                DeviceArray none = DeviceArray.copyOf(device)) {
            second.copyFrom(first, stream);
            assertArrayEquals(doubles, second.toHost(stream).doubles());
            assertArrayEquals(
                    new float[] {2, 3}, floats.slice(1, 2).toHost(stream).floats());
            integers.copyTo(ints, stream);
            assertEquals(0, none.toHost(stream).length());
            assertEquals(0, none.address());
        }
    }

    /** Does what the solver on the device does: the dual form, and nothing after it for what that leaves unsolved. */
    private static QpSolver cpu() {
        return QpSolver.builder()
                .backend("cpu")
                .settings(QpSettings.defaults().withForm(Form.DUAL))
                .build();
    }

    private static void assertSame(QpSolution expected, HostQpSolution actual, QpData data) {
        assertArrayEquals(expected.x().toDoubles(), actual.x().toDoubles(), "x");
        assertArrayEquals(expected.nu().toDoubles(), actual.nu().toDoubles(), "nu");
        assertArrayEquals(expected.lambda().toDoubles(), actual.lambda().toDoubles(), "lambda");
        assertArrayEquals(expected.slack().toDoubles(), actual.slack().toDoubles(), "slack");
        for (int i = 0; i < data.batch(); i++) {
            assertEquals(expected.status(i), actual.status(i));
            assertEquals(expected.iterations(i), actual.iterations()[i]);
            assertEquals(expected.primalResidual(i), actual.primalResidual()[i]);
            assertEquals(expected.dualResidual(i), actual.dualResidual()[i]);
            assertEquals(expected.gap(i), actual.gap()[i]);
            assertEquals(expected.objective(i), actual.objective()[i]);
        }
    }

    private static void assertSame(QpGradients expected, QpGradients actual) {
        for (char name : QpData.NAMES.toCharArray()) {
            assertArrayEquals(
                    Differences.get(expected, name).toDoubles(),
                    Differences.get(actual, name).toDoubles(),
                    "d" + name);
            assertEquals(
                    Differences.get(expected, name).isShared(),
                    Differences.get(actual, name).isShared());
        }
    }

    private static void assertIllegalState(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalStateException.class, call::run).getMessage());
    }

    private static void assertIllegalArgument(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    /** A batch in device memory, and whatever else a test puts there. */
    private final class Upload implements AutoCloseable {
        private final DeviceArray[] arrays = new DeviceArray[QpData.NAMES.length()];
        private final List<DeviceArray> others = new ArrayList<>();
        private final DeviceQpBatch batch;

        Upload(QpData data, Precision precision) {
            DeviceParameter[] parameters = new DeviceParameter[arrays.length];
            for (int i = 0; i < arrays.length; i++) {
                char name = QpData.NAMES.charAt(i);
                arrays[i] = DeviceArray.copyOf(device, data.array(name, precision));
                parameters[i] = new DeviceParameter(arrays[i], data.isShared(name));
            }
            batch = DeviceQpBatch.builder(data.batch(), data.n())
                    .Q(parameters[0])
                    .q(parameters[1])
                    .A(parameters[2])
                    .b(parameters[3])
                    .G(parameters[4])
                    .h(parameters[5])
                    .build();
        }

        DeviceParameter parameter(BatchArray values) {
            DeviceArray array = DeviceArray.copyOf(device, values);
            others.add(array);
            return new DeviceParameter(array, values.isShared());
        }

        @Override
        public void close() {
            Arrays.stream(arrays).forEach(DeviceArray::close);
            others.forEach(DeviceArray::close);
        }
    }
}
