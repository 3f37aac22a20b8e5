package org.optnet4j.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.optnet4j.djl.Parametrisation.exp;
import static org.optnet4j.djl.Parametrisation.feasibleAt;
import static org.optnet4j.djl.Parametrisation.fixed;
import static org.optnet4j.djl.Parametrisation.input;
import static org.optnet4j.djl.Parametrisation.learned;
import static org.optnet4j.djl.Parametrisation.lowerTriangular;
import static org.optnet4j.djl.Parametrisation.minus;
import static org.optnet4j.djl.Parametrisation.scaledIdentity;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.QpStatus;

/** Problems of a batch that cannot be solved: reported, silent in every gradient, and of no effect on the others. */
@ExtendWith(Seed.class)
class UnsolvedTest {
    private static final int N = 4;
    private static final int M = 5;
    private static final int BATCH = 4;

    /** What is wrong with one problem of the batch. */
    enum Fault {
        NAN_IN_Q(QpStatus.INVALID_INPUT),
        NAN_IN_G(QpStatus.INVALID_INPUT),
        NAN_IN_S0(QpStatus.INVALID_INPUT),
        CONTRADICTION(QpStatus.PRIMAL_INFEASIBLE);

        private final QpStatus status;

        Fault(QpStatus status) {
            this.status = status;
        }
    }

    private final Map<Integer, QpStatus> reported = new LinkedHashMap<>();

    @ParameterizedTest
    @EnumSource
    void reportedAndWithoutEffect(Fault fault) {
        Random random = Seed.random(fault.name());
        int bad = random.nextInt(BATCH);
        double[] q = Numbers.gaussian(random, BATCH * N);
        double[] G = Numbers.gaussian(random, BATCH * M * N);
        double[] s0 = Numbers.uniform(random, BATCH * M, 0.1, 1);
        spoil(fault, bad, q, G, s0);
        try (NDManager manager = NDManager.newBaseManager()) {
            OptNetBlock block = block(manager, random);
            Run together = run(manager, block, q, G, s0);
            assertEquals(Map.of(bad, fault.status), reported);

            double[] sums = new double[N];
            for (int i = 0; i < BATCH; i++) {
                if (i == bad) {
                    assertArrayEquals(new double[N], slice(together.output, i, N));
                    assertArrayEquals(new double[N], slice(together.dq, i, N));
                    assertArrayEquals(new double[M * N], slice(together.dG, i, M * N));
                    assertArrayEquals(new double[M], slice(together.ds0, i, M));
                    continue;
                }
                Run alone = run(manager, block, slice(q, i, N), slice(G, i, M * N), slice(s0, i, M));
                assertArrayEquals(alone.output, slice(together.output, i, N));
                assertArrayEquals(alone.dq, slice(together.dq, i, N), 1e-12);
                assertArrayEquals(alone.dG, slice(together.dG, i, M * N), 1e-12);
                assertArrayEquals(alone.ds0, slice(together.ds0, i, M), 1e-12);
                Arrays.setAll(sums, k -> sums[k] + alone.dz0[k]);
            }
            assertArrayEquals(sums, together.dz0, 1e-12, "a learned parameter's gradient is the others' sum");
        }
    }

    @Test
    void allOfThem() {
        Random random = Seed.random("all");
        double[] q = new double[BATCH * N];
        Arrays.fill(q, Double.NaN);
        try (NDManager manager = NDManager.newBaseManager()) {
            Run run = run(
                    manager,
                    block(manager, random),
                    q,
                    Numbers.gaussian(random, BATCH * M * N),
                    Numbers.uniform(random, BATCH * M, 0.1, 1));
            assertEquals(BATCH, reported.size());
            for (double[] zeros : new double[][] {run.output, run.dq, run.dG, run.ds0, run.dz0}) {
                assertTrue(DoubleStream.of(zeros).allMatch(value -> value == 0), Arrays.toString(zeros));
            }
        }
    }

    @Test
    void inInferenceToo() {
        Random random = Seed.random("inference");
        double[] q = Numbers.gaussian(random, BATCH * N);
        q[N] = Double.NaN;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList inputs = inputs(
                    manager, q, Numbers.gaussian(random, BATCH * M * N), Numbers.uniform(random, BATCH * M, 0.1, 1));
            NDArray output = block(manager, random)
                    .forward(new ParameterStore(manager, false), inputs, false)
                    .singletonOrThrow();
            assertEquals(Map.of(1, QpStatus.INVALID_INPUT), reported);
            assertTrue(DoubleStream.of(output.toDoubleArray()).allMatch(Double::isFinite));
        }
    }

    @Test
    void crossedBounds() {
        try (NDManager manager = NDManager.newBaseManager()) {
            OptNetBlock projection = projection().lb(input(1)).ub(fixed(1, 1)).build();
            projection.initialize(manager, DataType.FLOAT64, new Shape(3, 2), new Shape(3, 2));
            NDArray points = Numbers.array(manager, DataType.FLOAT64, new double[] {0.5, 3, 0.5, 0.5, -2, 0.25}, 3, 2);
            NDArray least = Numbers.array(manager, DataType.FLOAT64, new double[] {0, 0, 0, 2, -1, 0}, 3, 2);
            points.setRequiresGradient(true);
            least.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray output = projection
                        .forward(new ParameterStore(manager, false), new NDList(points, least), true)
                        .singletonOrThrow();
                collector.backward(output.sum());
                assertArrayEquals(new double[] {0.5, 1, 0, 0, -1, 0.25}, output.toDoubleArray(), 1e-7);
            }
            assertEquals(Map.of(1, QpStatus.PRIMAL_INFEASIBLE), reported);
            assertArrayEquals(
                    new double[] {1, 0, 0, 0, 0, 1}, points.getGradient().toDoubleArray(), 1e-6);
            assertArrayEquals(
                    new double[] {0, 0, 0, 0, 1, 0}, least.getGradient().toDoubleArray(), 1e-6);
        }
    }

    /** exp of a number that is too large for it. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT32", "FLOAT64"})
    void absentBoundsHaveNoGradient(DataType type) {
        try (NDManager manager = NDManager.newBaseManager()) {
            OptNetBlock projection = projection().ub(exp(input(1))).build();
            projection.initialize(manager, type, new Shape(1, 2), new Shape(1, 2));
            NDArray points = Numbers.array(manager, type, new double[] {3, 3}, 1, 2);
            NDArray logarithms = Numbers.array(manager, type, new double[] {1000, 0}, 1, 2);
            logarithms.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray output = projection
                        .forward(new ParameterStore(manager, false), new NDList(points, logarithms), true)
                        .singletonOrThrow();
                collector.backward(output.sum());
                assertArrayEquals(new double[] {3, 1}, doubles(output), 1e-4);
            }
            assertEquals(Map.of(), reported);
            assertArrayEquals(new double[] {0, 1}, doubles(logarithms.getGradient()), 1e-3);
        }
    }

    /** Of a point of the plane, input 0. */
    private OptNetBlock.Builder projection() {
        return OptNetBlock.builder(2, 0, 0)
                .Q(scaledIdentity(1))
                .q(minus(input(0)))
                .onUnsolved(reported::put);
    }

    private static double[] doubles(NDArray array) {
        return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }

    /** Output and gradients of its sum of squares. */
    private record Run(double[] output, double[] dq, double[] dG, double[] ds0, double[] dz0) {}

    private Run run(NDManager manager, OptNetBlock block, double[] q, double[] G, double[] s0) {
        NDList inputs = inputs(manager, q, G, s0);
        inputs.forEach(input -> input.setRequiresGradient(true));
        NDArray z0 = block.getParameters().get("z0").getArray();
        z0.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray output = block.forward(new ParameterStore(manager, false), inputs, true)
                    .singletonOrThrow();
            collector.backward(output.square().sum());
            NDArray dz0 = z0.getGradient();
            Run run = new Run(
                    output.toDoubleArray(),
                    inputs.get(0).getGradient().toDoubleArray(),
                    inputs.get(1).getGradient().toDoubleArray(),
                    inputs.get(2).getGradient().toDoubleArray(),
                    dz0.toDoubleArray());
            dz0.subi(dz0.duplicate());
            return run;
        }
    }

    private OptNetBlock block(NDManager manager, Random random) {
        OptNetBlock block = OptNetBlock.builder(N, M, 0)
                .Q(lowerTriangular(learned("L", Numbers.gaussian(random, N * N)), 0.5))
                .G(input(1))
                .h(feasibleAt(learned("z0", Numbers.gaussian(random, N)), input(2)))
                .onUnsolved(reported::put)
                .build();
        block.initialize(manager, DataType.FLOAT64, new Shape(BATCH, N), new Shape(BATCH, M, N), new Shape(BATCH, M));
        return block;
    }

    private static NDList inputs(NDManager manager, double[] q, double[] G, double[] s0) {
        int batch = q.length / N;
        return new NDList(
                Numbers.array(manager, DataType.FLOAT64, q, batch, N),
                Numbers.array(manager, DataType.FLOAT64, G, batch, M, N),
                Numbers.array(manager, DataType.FLOAT64, s0, batch, M));
    }

    private static void spoil(Fault fault, int bad, double[] q, double[] G, double[] s0) {
        switch (fault) {
            case NAN_IN_Q -> q[bad * N + 1] = Double.NaN;
            case NAN_IN_G -> G[bad * M * N + 2] = Double.NaN;
            case NAN_IN_S0 -> s0[bad * M] = Double.NaN;
            case CONTRADICTION -> {
                // The second row says the opposite of the first.
                for (int j = 0; j < N; j++) {
                    G[bad * M * N + N + j] = -G[bad * M * N + j];
                }
                s0[bad * M] = -1;
                s0[bad * M + 1] = -1;
            }
        }
    }

    private static double[] slice(double[] values, int block, int length) {
        return Arrays.copyOfRange(values, block * length, (block + 1) * length);
    }
}
