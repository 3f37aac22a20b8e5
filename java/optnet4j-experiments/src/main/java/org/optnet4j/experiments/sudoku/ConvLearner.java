package org.optnet4j.experiments.sudoku;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.optnet4j.examples.sudoku.BatchScore;
import org.optnet4j.examples.sudoku.Grid;
import org.optnet4j.examples.sudoku.Learner;
import org.optnet4j.experiments.engine.PyTorch;

/** The convolutional network as a learner. The loss is the mean squared error, as it is for the QP layer. */
final class ConvLearner implements Learner {
    private final NDManager manager;
    private final Planes planes;
    private final NDList parameters;
    private final TensorAdam adam;

    /**
     * @param planes what the network's channels are
     * @param parameters changed in place
     * @param adam what changes them
     * @param manager of the engine's memory
     */
    ConvLearner(Planes planes, NDList parameters, TensorAdam adam, NDManager manager) {
        this.planes = planes;
        this.parameters = parameters;
        this.adam = adam;
        this.manager = manager;
    }

    @Override
    public BatchScore train(double[] minusGivens, double[] solutions) {
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = Engine.getEngine(PyTorch.NAME).newGradientCollector()) {
            NDList leaves = new NDList();
            for (NDArray parameter : parameters) {
                // The same numbers, but a gradient of its own: the engine adds to a gradient that is there.
                NDArray leaf = parameter.stopGradient();
                leaf.attach(step);
                leaf.setRequiresGradient(true);
                leaves.add(leaf);
            }
            NDArray answers = ConvNetwork.forward(planes, leaves, boards(step, minusGivens, -1));
            collector.backward(answers.sub(boards(step, solutions, 1)).square().mean());
            BatchScore score = BatchScore.of(Grid.MINI, doubles(answers), solutions);
            NDList gradients = new NDList();
            leaves.forEach(leaf -> gradients.add(leaf.getGradient()));
            adam.step(parameters, gradients);
            return score;
        }
    }

    @Override
    public BatchScore measure(double[] minusGivens, double[] solutions) {
        try (NDManager pass = manager.newSubManager()) {
            NDList weights = new NDList();
            for (NDArray parameter : parameters) {
                NDArray weight = parameter.stopGradient();
                weight.attach(pass);
                weights.add(weight);
            }
            return BatchScore.of(
                    Grid.MINI, doubles(ConvNetwork.forward(planes, weights, boards(pass, minusGivens, -1))), solutions);
        }
    }

    private static NDArray boards(NDManager manager, double[] oneHot, float scale) {
        float[] numbers = new float[oneHot.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = scale * (float) oneHot[i];
        }
        int side = Grid.MINI.side();
        return manager.create(numbers, new Shape(numbers.length / Grid.MINI.oneHot(), side, side, side));
    }

    private static double[] doubles(NDArray array) {
        float[] numbers = array.toFloatArray();
        double[] wide = new double[numbers.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return wide;
    }
}
