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
    private final Consumer<LayerGradients> step;

    /**
     * @param grid size of the boards
     * @param layer fills in one-hot boards with -1 for a given
     * @param step changes what is learned in place, given the gradients of the loss
     */
    OptNetLearner(Grid grid, Function<double[], LayerForward> layer, Consumer<LayerGradients> step) {
        this.grid = grid;
        this.layer = layer;
        this.step = step;
    }

    @Override
    public BatchScore train(double[] minusGivens, double[] solutions) {
        try (LayerForward pass = layer.apply(minusGivens)) {
            BatchScore score = BatchScore.of(grid, pass.solution(), solutions);
            BatchArray lossByOutput = BatchArray.perProblem(score.lossByOutput());
            step.accept(pass.backward(lossByOutput.to(pass.x().precision())));
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
