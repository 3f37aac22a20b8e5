package org.optnet4j.experiments.denoise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.optnet4j.experiments.engine.PyTorch;

/** The paper's fully connected baseline: one hidden layer of 1000 rectified linear units, in PyTorch, single precision. */
final class FullyConnected implements Denoiser {
    private static final int HIDDEN = 1000;

    private final int length;
    private final SortedMap<String, double[]> parameters;
    /** One thread, so that the number of cores has no part in the result. */
    private final NDManager engine = PyTorch.open(1);

    /**
     * @param length of a signal
     * @param parameters of {@link #start}; kept, not copied
     */
    FullyConnected(int length, SortedMap<String, double[]> parameters) {
        this.length = length;
        this.parameters = parameters;
    }

    /** As linear layers usually start: uniform, up to one over the root of the number of inputs. */
    static SortedMap<String, double[]> start(int length, SplittableRandom random) {
        double first = 1 / Math.sqrt(length);
        double second = 1 / Math.sqrt(HIDDEN);
        SortedMap<String, double[]> start = new TreeMap<>();
        start.put("W1", random.doubles((long) HIDDEN * length, -first, first).toArray());
        start.put("c1", random.doubles(HIDDEN, -first, first).toArray());
        start.put("W2", random.doubles((long) length * HIDDEN, -second, second).toArray());
        start.put("c2", random.doubles(length, -second, second).toArray());
        return start;
    }

    @Override
    public SortedMap<String, double[]> parameters() {
        return parameters;
    }

    @Override
    public Pass forward(double[] noisy) {
        return new TorchPass(noisy);
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class TorchPass implements Pass {
        private final NDManager manager = engine.newSubManager();
        private final GradientCollector tape = engine.getEngine().newGradientCollector();
        private final Map<String, NDArray> leaves = new TreeMap<>();
        private final NDArray result;

        TorchPass(double[] noisy) {
            NDArray hidden = Activation.relu(matrix(noisy, noisy.length / length)
                    .matMul(leaf("W1", HIDDEN).transpose())
                    .add(leaf("c1", 1)));
            result = hidden.matMul(leaf("W2", length).transpose()).add(leaf("c2", 1));
        }

        @Override
        public Denoised output() {
            return new Denoised(doubles(result), 0);
        }

        @Override
        public SortedMap<String, double[]> gradient(double[] lossByOutput) {
            tape.backward(result.mul(matrix(lossByOutput, lossByOutput.length / length))
                    .sum());
            SortedMap<String, double[]> gradient = new TreeMap<>();
            leaves.forEach((name, leaf) -> gradient.put(name, doubles(leaf.getGradient())));
            return gradient;
        }

        @Override
        public void close() {
            tape.close();
            manager.close();
        }

        private NDArray leaf(String name, int rows) {
            NDArray leaf = matrix(parameters.get(name), rows);
            leaf.setRequiresGradient(true);
            leaves.put(name, leaf);
            return leaf;
        }

        private NDArray matrix(double[] values, int rows) {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            return manager.create(floats, new Shape(rows, values.length / rows));
        }

        private static double[] doubles(NDArray array) {
            float[] floats = array.toFloatArray();
            double[] values = new double[floats.length];
            for (int i = 0; i < floats.length; i++) {
                values[i] = floats[i];
            }
            return values;
        }
    }
}
