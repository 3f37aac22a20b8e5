package org.optnet4j.experiments.sudoku;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.optnet4j.experiments.engine.PyTorch;

/** Values and gradients are those of the sums that define a convolution. */
class ConvolutionTest {
    private static final int BATCH = 2;
    private static final int CHANNELS = 3;
    private static final int FILTERS = 5;
    private static final int HEIGHT = 4;
    private static final int WIDTH = 6;
    private static final int SIDE = 3;

    private final SplittableRandom random = new SplittableRandom(7);

    /** One product of the sums: y[y] += w[w] * x[x]. */
    @FunctionalInterface
    private interface Term {
        void add(int y, int w, int x);
    }

    private static void forTerms(Term term) {
        for (int b = 0; b < BATCH; b++) {
            for (int f = 0; f < FILTERS; f++) {
                for (int i = 0; i < HEIGHT; i++) {
                    for (int j = 0; j < WIDTH; j++) {
                        int y = ((b * FILTERS + f) * HEIGHT + i) * WIDTH + j;
                        forFilter(b, f, i, j, (ignored, w, x) -> term.add(y, w, x));
                    }
                }
            }
        }
    }

    private static void forFilter(int b, int f, int i, int j, Term term) {
        for (int c = 0; c < CHANNELS; c++) {
            for (int k = 0; k < SIDE * SIDE; k++) {
                int row = i + k / SIDE - 1;
                int column = j + k % SIDE - 1;
                if (row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH) {
                    int w = (f * CHANNELS + c) * SIDE * SIDE + k;
                    term.add(0, w, ((b * CHANNELS + c) * HEIGHT + row) * WIDTH + column);
                }
            }
        }
    }

    @Test
    void valuesAndGradientsAreThoseOfTheSums() {
        double[] x = random.doubles(BATCH * CHANNELS * HEIGHT * WIDTH).toArray();
        double[] w = random.doubles(FILTERS * CHANNELS * SIDE * SIDE).toArray();
        double[] bias = random.doubles(FILTERS).toArray();
        double[] upstream = random.doubles(BATCH * FILTERS * HEIGHT * WIDTH).toArray();
        double[] y = new double[upstream.length];
        double[] dx = new double[x.length];
        double[] dw = new double[w.length];
        double[] dbias = new double[bias.length];
        for (int i = 0; i < y.length; i++) {
            int filter = i / (HEIGHT * WIDTH) % FILTERS;
            y[i] = bias[filter];
            dbias[filter] += upstream[i];
        }
        forTerms((atY, atW, atX) -> {
            y[atY] += w[atW] * x[atX];
            dw[atW] += upstream[atY] * x[atX];
            dx[atX] += upstream[atY] * w[atW];
        });
        Engine engine = Engine.getEngine(PyTorch.NAME);
        try (NDManager manager = engine.newBaseManager();
                GradientCollector collector = engine.newGradientCollector()) {
            NDArray input = manager.create(x, new Shape(BATCH, CHANNELS, HEIGHT, WIDTH));
            NDArray weight = manager.create(w, new Shape(FILTERS, CHANNELS, SIDE, SIDE));
            NDArray offset = manager.create(bias, new Shape(FILTERS));
            for (NDArray each : new NDArray[] {input, weight, offset}) {
                each.setRequiresGradient(true);
            }
            NDArray found = Convolution.of(input, weight, offset);
            assertArrayEquals(y, found.toDoubleArray(), 1e-12);
            collector.backward(
                    found.mul(manager.create(upstream, found.getShape())).sum());
            assertArrayEquals(dx, input.getGradient().toDoubleArray(), 1e-12);
            assertArrayEquals(dw, weight.getGradient().toDoubleArray(), 1e-12);
            assertArrayEquals(dbias, offset.getGradient().toDoubleArray(), 1e-12);
        }
    }
}
