package org.optnet4j.experiments.sudoku;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * A convolution with 3 x 3 filters that keeps height and width. The engine's own is used where channels and filters come in
 * sixteens. Elsewhere it is a product of matrices, which is slower: PyTorch 2.7.1's gradients by the input, and with 24 channels its
 * values, were found to be wrong there in single precision on a processor with AVX-512, not numbers now and then.
 */
final class Convolution {
    private static final int SIDE = 3;
    private static final int SOUND = 16;
    private static final Shape ONE = new Shape(1, 1);

    private Convolution() {}

    /**
     * Convolves.
     *
     * @param x batch x channels x height x width
     * @param weight filters x channels x 3 x 3
     * @param bias filters
     * @return batch x filters x height x width; beyond the edges x counts as zero
     */
    static NDArray of(NDArray x, NDArray weight, NDArray bias) {
        boolean sound =
                weight.getShape().get(0) % SOUND == 0 && weight.getShape().get(1) % SOUND == 0;
        return sound ? Conv2d.conv2d(x, weight, bias, ONE, ONE).singletonOrThrow() : product(x, weight, bias);
    }

    private static NDArray product(NDArray x, NDArray weight, NDArray bias) {
        long batch = x.getShape().get(0);
        long channels = x.getShape().get(1);
        long height = x.getShape().get(2);
        long width = x.getShape().get(3);
        long filters = weight.getShape().get(0);
        NDArray padded = x.pad(new Shape(1, 1, 1, 1), 0);
        NDList shifted = new NDList();
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                shifted.add(padded.get(new NDIndex(":, :, {}:{}, {}:{}", i, i + height, j, j + width)));
            }
        }
        // One product for the batch: filters x (channels and shifts) times (channels and shifts) x (batch and places).
        NDArray patches = NDArrays.stack(shifted, 2)
                .transpose(1, 2, 0, 3, 4)
                .reshape(channels * SIDE * SIDE, batch * height * width);
        return weight.reshape(filters, channels * SIDE * SIDE)
                .matMul(patches)
                .add(bias.reshape(filters, 1))
                .reshape(filters, batch, height, width)
                .transpose(1, 0, 2, 3);
    }
}
