package org.optnet4j.experiments.sudoku;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1) on the engine's arrays, with the usual constants. The engine's own one does not
 * hand out what it remembers, and a run that is to be resumed must keep it.
 */
final class TensorAdam {
    private static final double DECAY_MEAN = 0.9;
    private static final double DECAY_SQUARE = 0.999;
    private static final double EPSILON = 1e-8;

    private final double learningRate;
    private final NDList mean;
    private final NDList square;
    private long steps;

    /**
     * @param learningRate step size
     * @param steps taken so far
     * @param mean running averages of the gradients; changed in place
     * @param square running averages of their squares; changed in place
     */
    TensorAdam(double learningRate, long steps, NDList mean, NDList square) {
        this.learningRate = learningRate;
        this.steps = steps;
        this.mean = mean;
        this.square = square;
    }

    /** The averages before the first step. */
    static NDList zeros(NDList parameters) {
        NDList zeros = new NDList();
        for (NDArray parameter : parameters) {
            NDArray zero = parameter.zerosLike();
            zero.setName(parameter.getName());
            zeros.add(zero);
        }
        return zeros;
    }

    /**
     * One step.
     *
     * @param parameters changed in place
     * @param gradients of the loss
     */
    void step(NDList parameters, NDList gradients) {
        steps++;
        double meanScale = 1 - StrictMath.pow(DECAY_MEAN, steps);
        double squareScale = 1 - StrictMath.pow(DECAY_SQUARE, steps);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            for (int i = 0; i < parameters.size(); i++) {
                NDArray g = gradients.get(i);
                NDArray m = mean.get(i);
                NDArray v = square.get(i);
                m.muli(DECAY_MEAN).addi(g.mul(1 - DECAY_MEAN));
                v.muli(DECAY_SQUARE).addi(g.square().muli(1 - DECAY_SQUARE));
                NDArray scale = v.div(squareScale).sqrt().addi(EPSILON);
                parameters.get(i).subi(m.mul(learningRate / meanScale).divi(scale));
            }
        }
    }

    long steps() {
        return steps;
    }
}
