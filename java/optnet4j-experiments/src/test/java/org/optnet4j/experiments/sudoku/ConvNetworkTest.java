package org.optnet4j.experiments.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.experiments.engine.PyTorch;
import org.optnet4j.experiments.testing.TestSeed;

class ConvNetworkTest {
    private static final int SIDE = 4;

    private final long seed = TestSeed.next();

    @Test
    void thePapersNetworkHasElevenLayers() {
        ConvShape paper = new ConvShape(512, Planes.rows);
        assertEquals(22, paper.parameters().size());
        assertEquals(new Shape(512, 4, 3, 3), paper.parameters().get("conv1.weight"));
        assertEquals(new Shape(512, 512, 3, 3), paper.parameters().get("conv10.weight"));
        assertEquals(new Shape(4, 512, 3, 3), paper.parameters().get("conv11.weight"));
        assertEquals(512 * 36 + 512 + 9 * (512 * 512 * 9 + 512) + 4 * 512 * 9 + 4, paper.size());
    }

    /** Layer by layer in plain loops, which share nothing with the engine. */
    @ParameterizedTest
    @EnumSource(Planes.class)
    void equalsPlainLoops(Planes planes) {
        SplittableRandom random = new SplittableRandom(seed);
        ConvShape shape = new ConvShape(3, planes);
        try (NDManager manager = PyTorch.open(1)) {
            NDList parameters = ConvNetwork.start(shape, random, manager);
            for (NDArray parameter : parameters) {
                // So that the output depends on the input visibly.
                parameter.muli(3);
            }
            float[] boards = new float[2 * 64];
            for (int i = 0; i < boards.length; i++) {
                boards[i] = random.nextInt(4) == 0 ? 1 : 0;
            }
            float[] actual = ConvNetwork.forward(
                            planes, parameters, manager.create(boards, new Shape(2, SIDE, SIDE, SIDE)))
                    .toFloatArray();
            for (int board = 0; board < 2; board++) {
                double[] expected = forward(planes, parameters, boards, 64 * board);
                for (int i = 0; i < 64; i++) {
                    assertEquals(expected[i], actual[64 * board + i], 1e-4, "seed " + seed);
                }
            }
        }
    }

    private static double[] forward(Planes planes, NDList parameters, float[] boards, int from) {
        double[][][] x = new double[SIDE][SIDE][SIDE];
        for (int i = 0; i < 64; i++) {
            int row = i / 16;
            int column = i / 4 % 4;
            int value = i % 4;
            if (planes == Planes.rows) {
                x[row][column][value] = boards[from + i];
            } else {
                x[value][row][column] = boards[from + i];
            }
        }
        for (int layer = 0; layer < ConvShape.LAYERS; layer++) {
            x = convolution(
                    x,
                    parameters.get(2 * layer).toFloatArray(),
                    parameters.get(2 * layer + 1).toFloatArray(),
                    layer < ConvShape.LAYERS - 1);
        }
        double[] answer = new double[64];
        for (int cell = 0; cell < 16; cell++) {
            double sum = 0;
            for (int value = 0; value < SIDE; value++) {
                double each = planes == Planes.rows ? x[cell / 4][cell % 4][value] : x[value][cell / 4][cell % 4];
                answer[4 * cell + value] = Math.exp(each);
                sum += Math.exp(each);
            }
            for (int value = 0; value < SIDE; value++) {
                answer[4 * cell + value] /= sum;
            }
        }
        return answer;
    }

    private static double[][][] convolution(double[][][] x, float[] weight, float[] bias, boolean relu) {
        double[][][] y = new double[bias.length][SIDE][SIDE];
        for (int out = 0; out < y.length; out++) {
            for (int i = 0; i < 16; i++) {
                double sum = bias[out];
                for (int in = 0; in < x.length; in++) {
                    for (int k = 0; k < 9; k++) {
                        int row = i / 4 + k / 3 - 1;
                        int column = i % 4 + k % 3 - 1;
                        if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
                            sum += weight[(out * x.length + in) * 9 + k] * x[in][row][column];
                        }
                    }
                }
                y[out][i / 4][i % 4] = relu ? Math.max(0, sum) : sum;
            }
        }
        return y;
    }

    @Test
    void startsWithinOneOverTheRootOfTheFanIn() {
        ConvShape shape = new ConvShape(16, Planes.rows);
        try (NDManager manager = PyTorch.open(1)) {
            NDList parameters = ConvNetwork.start(shape, new SplittableRandom(seed), manager);
            double bound = 1 / Math.sqrt(16 * 9);
            NDArray weight = parameters.get("conv5.weight");
            assertTrue(weight.abs().max().getFloat() <= bound, "seed " + seed);
            assertEquals(bound / Math.sqrt(3), weight.square().mean().sqrt().getFloat(), 0.05 * bound, "seed " + seed);
            assertTrue(parameters.get("conv5.bias").abs().max().getFloat() <= bound, "seed " + seed);
        }
    }
}
