package org.optnet4j.experiments.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optnet4j.experiments.engine.PyTorch;

/** Values and gradients are those of the sums that define a convolution. */
class ConvolutionTest {
    private static final int BATCH = 2;
    private static final int HEIGHT = 4;
    private static final int WIDTH = 6;
    private static final int SIDE = 3;

    private final SplittableRandom random = new SplittableRandom(7);

    /** One product of the sums: y[y] += w[w] * x[x]. */
    @FunctionalInterface
    private interface Term {
        void add(int y, int w, int x);
    }

    private static void forTerms(int channels, int filters, Term term) {
        for (int b = 0; b < BATCH; b++) {
            for (int f = 0; f < filters; f++) {
                for (int i = 0; i < HEIGHT; i++) {
                    for (int j = 0; j < WIDTH; j++) {
                        int y = ((b * filters + f) * HEIGHT + i) * WIDTH + j;
                        forFilter(channels, b, f, i, j, (ignored, w, x) -> term.add(y, w, x));
                    }
                }
            }
        }
    }

    private static void forFilter(int channels, int b, int f, int i, int j, Term term) {
        for (int c = 0; c < channels; c++) {
            for (int k = 0; k < SIDE * SIDE; k++) {
                int row = i + k / SIDE - 1;
                int column = j + k % SIDE - 1;
                if (row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH) {
                    int w = (f * channels + c) * SIDE * SIDE + k;
                    term.add(0, w, ((b * channels + c) * HEIGHT + row) * WIDTH + column);
                }
            }
        }
    }

    /** In single precision, as the network computes: that is where the engine's own has been wrong. */
    @ParameterizedTest
    @CsvSource({"3, 5", "4, 64", "64, 4", "8, 8", "24, 24", "16, 32", "64, 64"})
    void valuesAndGradientsAreThoseOfTheSums(int channels, int filters) {
        float[] x = numbers(BATCH * channels * HEIGHT * WIDTH);
        float[] w = numbers(filters * channels * SIDE * SIDE);
        float[] bias = numbers(filters);
        float[] upstream = numbers(BATCH * filters * HEIGHT * WIDTH);
        double[] y = new double[upstream.length];
        double[] dx = new double[x.length];
        double[] dw = new double[w.length];
        double[] dbias = new double[bias.length];
        for (int i = 0; i < y.length; i++) {
            int filter = i / (HEIGHT * WIDTH) % filters;
            y[i] = bias[filter];
            dbias[filter] += upstream[i];
        }
        forTerms(channels, filters, (atY, atW, atX) -> {
            y[atY] += (double) w[atW] * x[atX];
            dw[atW] += (double) upstream[atY] * x[atX];
            dx[atX] += (double) upstream[atY] * w[atW];
        });
        Engine engine = Engine.getEngine(PyTorch.NAME);
        try (NDManager manager = engine.newBaseManager();
                GradientCollector collector = engine.newGradientCollector()) {
            NDArray input = manager.create(x, new Shape(BATCH, channels, HEIGHT, WIDTH));
            NDArray weight = manager.create(w, new Shape(filters, channels, SIDE, SIDE));
            NDArray offset = manager.create(bias, new Shape(filters));
            for (NDArray each : new NDArray[] {input, weight, offset}) {
                each.setRequiresGradient(true);
            }
            NDArray found = Convolution.of(input, weight, offset);
            assertNear(y, found);
            collector.backward(
                    found.mul(manager.create(upstream, found.getShape())).sum());
            assertNear(dx, input.getGradient());
            assertNear(dw, weight.getGradient());
            assertNear(dbias, offset.getGradient());
        }
    }

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }

    private static void assertNear(double[] expected, NDArray found) {
        float[] numbers = found.toFloatArray();
        assertEquals(expected.length, numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(expected[i], numbers[i], 1e-4, "number " + i);
        }
    }
}
