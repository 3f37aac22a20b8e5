package org.optnet4j.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.optnet4j.djl.Parametrisation.fixed;
import static org.optnet4j.djl.Parametrisation.input;
import static org.optnet4j.djl.Parametrisation.learned;
import static org.optnet4j.djl.Parametrisation.minus;
import static org.optnet4j.djl.Parametrisation.scaledIdentity;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.Precision;

/** What the block puts out, what it says about wrong calls, and how it is saved and closed. */
@ExtendWith(Seed.class)
class BlockTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);

    @AfterEach
    void close() {
        manager.close();
    }

    /** The projection onto x &ge; 0 is ReLU. */
    @Test
    void projectionIsRelu() {
        OptNetBlock block = relu(3).build();
        initialize(block, DataType.FLOAT64, new Shape(2, 3));
        double[] output = forward(block, array(DataType.FLOAT64, new double[] {1, -2, 3, -1, 0.5, -4}, 2, 3), false);
        assertArrayEquals(new double[] {1, 0, 3, 0, 0.5, 0}, output, 1e-7);
    }

    @Test
    void outputIsTheSameInTrainingAndInference() {
        Random random = Seed.random("same");
        OptNetBlock block = relu(3).build();
        initialize(block, DataType.FLOAT64, new Shape(5, 3));
        NDArray input = array(DataType.FLOAT64, Numbers.gaussian(random, 15), 5, 3);
        assertArrayEquals(forward(block, input, false), forward(block, input, true));
    }

    @Test
    void singlePrecision() {
        double[] q = awayFromTheKink(Seed.random("single"), 15);
        double[] single = outputAndGradient(relu(3), DataType.FLOAT32, q);
        double[] twice = outputAndGradient(relu(3), DataType.FLOAT64, q);
        assertArrayEquals(twice, single, 2e-3);
    }

    @Test
    void solvesInDoublePrecisionForANetworkInSingle() {
        Random random = Seed.random("solve in");
        double[] q = Numbers.gaussian(random, 15);
        double[] mixed = outputAndGradient(relu(3).solveIn(Precision.FLOAT64), DataType.FLOAT32, q);
        double[] twice = outputAndGradient(relu(3), DataType.FLOAT64, q);
        assertArrayEquals(twice, mixed, 1e-6);
    }

    @Test
    void inputsOfAnyShapeOfTheRightSize() {
        OptNetBlock block = relu(6).build();
        initialize(block, DataType.FLOAT64, new Shape(1, 2, 3));
        double[] values = {1, -2, 3, -1, 0.5, -4};
        assertArrayEquals(
                new double[] {1, 0, 3, 0, 0.5, 0},
                forward(block, array(DataType.FLOAT64, values, 1, 2, 3), false),
                1e-7);
    }

    @Test
    void inputsThatAreNotContiguous() {
        OptNetBlock block = relu(3).build();
        initialize(block, DataType.FLOAT64, new Shape(2, 3));
        NDArray columns = array(DataType.FLOAT64, new double[] {1, -1, -2, 0.5, 3, -4}, 3, 2);
        assertArrayEquals(new double[] {1, 0, 3, 0, 0.5, 0}, forward(block, columns.transpose(), false), 1e-7);
    }

    @Test
    void emptyBatch() {
        OptNetBlock block = relu(3).build();
        initialize(block, DataType.FLOAT64, new Shape(2, 3));
        NDList output = block.forward(store, new NDList(manager.create(new Shape(0, 3), DataType.FLOAT64)), true);
        assertEquals(new Shape(0, 3), output.singletonOrThrow().getShape());
    }

    @Test
    void leavesNothingBehindInTheManagers() {
        OptNetBlock block = relu(3).Q(scaledIdentity(learned("c", 1))).build();
        initialize(block, DataType.FLOAT64, new Shape(2, 3));
        NDArray input = array(DataType.FLOAT64, new double[6], 2, 3);
        forward(block, input, true);
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < 3; i++) {
            block.forward(store, new NDList(input), true).close();
        }
        assertEquals(before, manager.getManagedArrays().size());
    }

    @Test
    void frozenParametersGetNoGradientAndTheOthersDo() {
        OptNetBlock block = OptNetBlock.builder(2, 0, 1)
                .Q(scaledIdentity(learned("c", 2)))
                .A(learned("A", 1, 1))
                .b(learned("b", 1))
                .build();
        initialize(block, DataType.FLOAT64, new Shape(1, 2));
        for (String frozen : new String[] {"A", "b"}) {
            block.getParameters().get(frozen).freeze(true);
        }
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray input = array(DataType.FLOAT64, new double[] {1, 0}, 1, 2);
            NDArray output = block.forward(store, new NDList(input), true).singletonOrThrow();
            collector.backward(output.get(":, 0").sum());
        }
        // x = (1/2 - 1/(2c), ...), so that dx/dc = 1/(2c^2).
        assertEquals(
                1.0 / 8, block.getParameters().get("c").getArray().getGradient().toDoubleArray()[0], 1e-9);
        assertFalse(block.getParameters().get("A").getArray().hasGradient());
    }

    @Test
    void savedAndLoadedGivesTheSameBits(@TempDir Path folder) throws IOException, MalformedModelException {
        Random random = Seed.random("saved");
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            NDArray input = array(type, Numbers.gaussian(random, 6), 2, 3);
            double[] expected;
            try (Model model = Model.newInstance("saved")) {
                model.setDataType(type);
                OptNetBlock block = relu(3).Q(scaledIdentity(learned("c", random.nextDouble() + 1)))
                        .build();
                initialize(block, type, new Shape(2, 3));
                model.setBlock(block);
                expected = forward(block, input, false);
                model.save(folder, "saved-" + type);
            }
            try (Model model = Model.newInstance("saved-" + type)) {
                OptNetBlock block = relu(3).Q(scaledIdentity(learned("c", Initializer.ZEROS)))
                        .build();
                model.setBlock(block);
                model.load(folder, "saved-" + type);
                assertArrayEquals(expected, forward(block, input, false));
            }
        }
    }

    @Test
    void refusesParametersOfAnotherShape(@TempDir Path folder) throws IOException {
        try (Model model = Model.newInstance("two");
                Model other = Model.newInstance("two")) {
            OptNetBlock two =
                    OptNetBlock.builder(2, 0, 0).Q(learned("Q", 1, 0, 0, 1)).build();
            initialize(two, DataType.FLOAT32, new Shape(1, 2));
            model.setBlock(two);
            model.save(folder, "two");
            other.setBlock(OptNetBlock.builder(3, 0, 0)
                    .Q(learned("Q", Initializer.ZEROS))
                    .build());
            MalformedModelException e = assertThrows(MalformedModelException.class, () -> other.load(folder, "two"));
            assertEquals("parameter \"Q\": expected shape (3, 3), got (2, 2)", e.getMessage());
        }
    }

    @Test
    void clearedBlocksCanBeInitializedAgain() {
        OptNetBlock block = relu(3).Q(scaledIdentity(learned("c", 1))).build();
        NDArray input = array(DataType.FLOAT64, new double[] {1, -2, 3}, 1, 3);
        initialize(block, DataType.FLOAT64, new Shape(1, 3));
        double[] before = forward(block, input, true);
        block.clear();
        assertFalse(block.isInitialized());
        initialize(block, DataType.FLOAT64, new Shape(1, 3));
        assertArrayEquals(
                before,
                block.forward(new ParameterStore(manager, false), new NDList(input), true)
                        .singletonOrThrow()
                        .toDoubleArray());
    }

    @Test
    void closedModelsCannotBeUsed() {
        OptNetBlock block = relu(3).Q(scaledIdentity(learned("c", 1))).build();
        try (Model model = Model.newInstance("closed")) {
            model.setBlock(block);
            block.initialize(model.getNDManager(), DataType.FLOAT64, new Shape(1, 3));
        }
        assertThrows(
                IllegalStateException.class, () -> forward(block, array(DataType.FLOAT64, new double[3], 1, 3), false));
    }

    @Test
    void wrongInputsAreNamed() {
        OptNetBlock block = relu(3).h(input(1)).build();
        initialize(block, DataType.FLOAT64, new Shape(2, 3), new Shape(2, 3));
        NDArray good = array(DataType.FLOAT64, new double[6], 2, 3);
        assertRefused("inputs: expected 2 [q, h], got 1", () -> block.forward(store, new NDList(good), false));
        assertRefused(
                "input 0 (q): expected shape (batch, 3), got (2, 4)",
                () -> block.forward(store, new NDList(array(DataType.FLOAT64, new double[8], 2, 4), good), false));
        assertRefused(
                "input 1 (h): expected shape (2, 3), got (3, 3)",
                () -> block.forward(store, new NDList(good, array(DataType.FLOAT64, new double[9], 3, 3)), false));
        assertRefused(
                "input 1 (h): expected float64 like input 0, got float32",
                () -> block.forward(store, new NDList(good, array(DataType.FLOAT32, new double[6], 2, 3)), false));
        assertRefused(
                "input 0 (q): expected FLOAT32 or FLOAT64, got int32",
                () -> block.forward(store, new NDList(manager.create(new int[6], new Shape(2, 3)), good), false));
        assertRefused(
                "input 0 (q): expected shape (batch, 3), got (2, 7)",
                () -> block.getOutputShapes(new Shape[] {new Shape(2, 7), new Shape(2, 3)}));
    }

    @Test
    void inputsAreOfTheParametersType() {
        OptNetBlock block = relu(3).Q(scaledIdentity(learned("c", 1))).build();
        initialize(block, DataType.FLOAT64, new Shape(2, 3));
        assertRefused(
                "input 0 (q): expected float64 like the parameter \"c\", got float32",
                () -> block.forward(store, new NDList(array(DataType.FLOAT32, new double[6], 2, 3)), false));
    }

    @Test
    void wrongDefinitionsAreNamed() {
        assertRefused("n: expected 1 or more, got 0", () -> OptNetBlock.builder(0, 0, 0));
        assertRefused("m: expected 0 or more, got -1", () -> OptNetBlock.builder(1, -1, 0));
        assertRefused(
                "Q: required, but not set", () -> OptNetBlock.builder(1, 0, 0).build());
        assertRefused(
                "h or l: required with m = 3, but not set",
                () -> OptNetBlock.builder(1, 3, 0)
                        .Q(scaledIdentity(1))
                        .G(fixed(1, 1, 1))
                        .build());
        assertRefused(
                "G: required with m = 1, but not set",
                () -> OptNetBlock.builder(1, 1, 0)
                        .Q(scaledIdentity(1))
                        .l(fixed(1))
                        .build());
        assertRefused(
                "h or l: expected none with m = 0, but set",
                () -> OptNetBlock.builder(1, 0, 0)
                        .Q(scaledIdentity(1))
                        .l(fixed(1))
                        .build());
        assertRefused(
                "ub: expected 2 values for (2), got 1",
                () -> OptNetBlock.builder(2, 0, 0)
                        .Q(scaledIdentity(1))
                        .ub(fixed(1))
                        .build());
        assertRefused(
                "A: expected none with p = 0, but set",
                () -> OptNetBlock.builder(1, 0, 0)
                        .Q(scaledIdentity(1))
                        .A(fixed(1))
                        .build());
        assertRefused(
                "Q: expected 4 values for (2, 2), got 3",
                () -> OptNetBlock.builder(2, 0, 0).Q(fixed(1, 2, 3)).build());
        assertRefused(
                "Q: learned \"Q\": expected 4 values for (2, 2), got 1",
                () -> OptNetBlock.builder(2, 0, 0).Q(learned("Q", 1)).build());
        assertRefused(
                "learned \"c\": two different sources",
                () -> OptNetBlock.builder(1, 0, 0)
                        .Q(scaledIdentity(learned("c", 1)))
                        .q(learned("c", 1))
                        .build());
        assertRefused(
                "inputs: expected at least one parameter to be an input, got none",
                () -> OptNetBlock.builder(1, 0, 0)
                        .Q(scaledIdentity(1))
                        .q(fixed(1))
                        .build());
        assertRefused(
                "inputs: expected indices without gaps, got [1]",
                () -> OptNetBlock.builder(1, 0, 0)
                        .Q(scaledIdentity(1))
                        .q(input(1))
                        .build());
        assertRefused(
                "input 0: used as q with 2 values and as Q with 4",
                () -> OptNetBlock.builder(2, 0, 0).Q(input()).build());
    }

    private static OptNetBlock.Builder relu(int n) {
        double[] minusIdentity = new double[n * n];
        for (int i = 0; i < n; i++) {
            minusIdentity[i * n + i] = -1;
        }
        return OptNetBlock.builder(n, n, 0)
                .Q(scaledIdentity(1))
                .q(minus(input()))
                .G(fixed(minusIdentity))
                .h(fixed(new double[n]));
    }

    /** The output, then the gradient of its sum of squares with respect to the input. */
    /** Numbers of either sign; near 0 ReLU's gradient hangs on the size of the last step, and so on the precision. */
    private static double[] awayFromTheKink(Random random, int count) {
        return random.doubles(count, 0.1, 2)
                .map(size -> random.nextBoolean() ? size : -size)
                .toArray();
    }

    private double[] outputAndGradient(OptNetBlock.Builder builder, DataType type, double[] q) {
        OptNetBlock block = builder.build();
        NDArray input = array(type, q, q.length / 3, 3);
        input.setRequiresGradient(true);
        initialize(block, type, input.getShape());
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray output = block.forward(store, new NDList(input), true).singletonOrThrow();
            collector.backward(output.square().sum());
            assertEquals(type, output.getDataType());
            return output.concat(input.getGradient())
                    .toType(DataType.FLOAT64, false)
                    .toDoubleArray();
        }
    }

    private void initialize(OptNetBlock block, DataType type, Shape... shapes) {
        block.initialize(manager, type, shapes);
    }

    private double[] forward(OptNetBlock block, NDArray input, boolean training) {
        return block.forward(store, new NDList(input), training)
                .singletonOrThrow()
                .toType(DataType.FLOAT64, false)
                .toDoubleArray();
    }

    private NDArray array(DataType type, double[] values, long... shape) {
        return Numbers.array(manager, type, values, shape);
    }

    private static void assertRefused(String message, Executable call) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
        assertEquals(message, e.getMessage());
    }
}
