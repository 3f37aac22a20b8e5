package org.optnet4j.experiments.sudoku;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.SplittableRandom;

/** The paper's convolutional network for mini-Sudoku. */
final class ConvNetwork {
    private static final int VALUES = 3;

    private ConvNetwork() {}

    /** Parameters before the first step: uniform within 1 / sqrt(fan-in), weights and biases, as PyTorch has them. */
    static NDList start(ConvShape shape, SplittableRandom random, NDManager manager) {
        NDList parameters = new NDList();
        double bound = 0;
        for (var entry : shape.parameters().entrySet()) {
            Shape of = entry.getValue();
            if (of.dimension() > 1) {
                bound = 1 / Math.sqrt(of.size() / (double) of.get(0));
            }
            float[] numbers = new float[(int) of.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
            NDArray parameter = manager.create(numbers, of);
            parameter.setName(entry.getKey());
            parameters.add(parameter);
        }
        return parameters;
    }

    /**
     * Fills in boards.
     *
     * @param planes what the channels are
     * @param parameters weight and bias of each layer
     * @param boards batch x row x column x value, one-hot, zeros for blanks
     * @return in the same form, relaxed: the values of a cell add up to one
     */
    static NDArray forward(Planes planes, NDList parameters, NDArray boards) {
        NDArray x = planes.fromBoards(boards);
        for (int i = 0; i < parameters.size(); i += 2) {
            x = i == 0 ? x : Activation.relu(x);
            x = Convolution.of(x, parameters.get(i), parameters.get(i + 1));
        }
        return planes.toBoards(x).softmax(VALUES);
    }
}
