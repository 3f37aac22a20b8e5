package org.optnet4j.experiments.sudoku;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * A convolution with 3 x 3 filters that keeps height and width, as a product of matrices. The engine's own one is not used: with
 * few channels its gradients by the input are, on processors with AVX-512, now and then made of memory that nobody has
 * written (PyTorch 2.7.1).
 */
final class Convolution {
    private static final int SIDE = 3;

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
