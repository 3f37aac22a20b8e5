package org.optnet4j.djl;

import static org.optnet4j.djl.Parametrisation.feasibleAt;
import static org.optnet4j.djl.Parametrisation.learned;
import static org.optnet4j.djl.Parametrisation.lowerTriangular;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Not a test: prints the median time of a training pass (forward and backward) in one phase and in two, and of inference,
 * for a batch of 64 with n = m. Run with {@code -Dtest=TwoPhaseTimes}; {@link TwoPhase#LEAST_VARIABLES} comes from it.
 */
class TwoPhaseTimes {
    private static final int BATCH = 64;
    private static final int RUNS = 40;

    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32, 64, 128})
    void print(int n) {
        OptNetBlock block = OptNetBlock.builder(n, n, 0)
                .Q(lowerTriangular(learned("L", Numbers.gaussian(random, n * n)), 0.1))
                .G(learned("G", Numbers.gaussian(random, n * n)))
                .h(feasibleAt(learned("z0", new double[n]), learned("s0", Numbers.uniform(random, n, 0.5, 1))))
                .build();
        double[][] times = new double[3][RUNS];
        try (NDManager manager = NDManager.newBaseManager()) {
            block.initialize(manager, DataType.FLOAT64, new Shape(BATCH, n));
            ParameterStore store = new ParameterStore(manager, false);
            for (int run = -RUNS; run < RUNS; run++) { // the first half warms up
                int at = Math.max(run, 0);
                times[0][at] = milliseconds(manager, n, input -> onePhase(block, store, input));
                times[1][at] = milliseconds(manager, n, input -> twoPhases(block, store, input));
                times[2][at] = milliseconds(manager, n, input -> block.forward(store, new NDList(input), false));
            }
        }
        for (double[] each : times) {
            Arrays.sort(each);
        }
        System.out.printf(
                "n %3d: one phase %7.2f ms, two phases %7.2f ms, inference %7.2f ms%n",
                n, times[0][RUNS / 2], times[1][RUNS / 2], times[2][RUNS / 2]);
    }

    private interface Pass {
        void run(NDArray input);
    }

    private double milliseconds(NDManager manager, int n, Pass pass) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray input = Numbers.array(scope, DataType.FLOAT64, Numbers.gaussian(random, BATCH * n), BATCH, n);
            input.setRequiresGradient(true);
            long start = System.nanoTime();
            pass.run(input);
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private static void onePhase(OptNetBlock block, ParameterStore store, NDArray input) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(loss(block, store, input));
        }
    }

    private static void twoPhases(OptNetBlock block, ParameterStore store, NDArray input) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector();
                TwoPhase pass = TwoPhase.of(block, 1)) {
            pass.backward(collector, loss(block, store, input));
        }
    }

    private static NDArray loss(OptNetBlock block, ParameterStore store, NDArray input) {
        return block.forward(store, new NDList(input), true)
                .singletonOrThrow()
                .square()
                .sum();
    }
}
