package org.optnet4j.examples.sudoku;

import java.util.function.Consumer;
import java.util.function.Function;
import org.optnet4j.BatchArray;
import org.optnet4j.layer.LayerForward;
import org.optnet4j.layer.LayerGradients;

/** A QP layer as a learner. */
final class OptNetLearner implements Learner {
    private final Grid grid;
    private final Function<double[], LayerForward> layer;
    private final Consumer<Weights> step;

    /**
     * @param grid size of the boards
     * @param layer fills in one-hot boards with -1 for a given; learns {@code A} and {@code logZ0}
     * @param step changes the weights in place, given the gradient of the loss
     */
    OptNetLearner(Grid grid, Function<double[], LayerForward> layer, Consumer<Weights> step) {
        this.grid = grid;
        this.layer = layer;
        this.step = step;
    }

    @Override
    public BatchScore train(double[] minusGivens, double[] solutions) {
        try (LayerForward pass = layer.apply(minusGivens)) {
            BatchScore score = BatchScore.of(grid, pass.solution(), solutions);
            BatchArray lossByOutput = BatchArray.perProblem(score.lossByOutput());
            LayerGradients gradients = pass.backward(lossByOutput.to(pass.x().precision()));
            step.accept(new Weights(
                    gradients.of("A").toDoubles(), gradients.of("logZ0").toDoubles()));
            return score;
        }
    }

    @Override
    public BatchScore measure(double[] minusGivens, double[] solutions) {
        try (LayerForward pass = layer.apply(minusGivens)) {
            return BatchScore.of(grid, pass.solution(), solutions);
        }
    }
}
