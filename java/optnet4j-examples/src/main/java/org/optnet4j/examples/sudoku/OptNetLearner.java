package org.optnet4j.examples.sudoku;

import java.util.function.Consumer;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.LayerForward;

/** The QP layer as a learner. */
final class OptNetLearner implements Learner {
    private final SudokuModel model;
    private final Consumer<Weights> step;

    /**
     * @param solver what solves the layer's problems
     * @param weights of the layer, read at every pass
     * @param step changes the weights in place, given the gradient of the loss
     */
    OptNetLearner(QpSolver solver, Weights weights, Consumer<Weights> step) {
        this.model = new SudokuModel(solver, weights);
        this.step = step;
    }

    @Override
    public BatchScore train(double[] minusGivens, double[] solutions) {
        try (LayerForward pass = model.forward(minusGivens)) {
            BatchScore score = BatchScore.of(pass.solution(), solutions);
            step.accept(SudokuModel.gradient(pass, score.lossByOutput()));
            return score;
        }
    }

    @Override
    public BatchScore measure(double[] minusGivens, double[] solutions) {
        try (LayerForward pass = model.forward(minusGivens)) {
            return BatchScore.of(pass.solution(), solutions);
        }
    }
}
