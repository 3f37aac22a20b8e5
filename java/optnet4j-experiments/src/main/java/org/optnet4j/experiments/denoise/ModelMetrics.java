package org.optnet4j.experiments.denoise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one model has reached.
 *
 * @param model which one
 * @param trainMse mean squared error on the training signals after the last epoch; null before that
 * @param testMse mean squared error on the test signals after the last epoch so far
 * @param unsolved how many of the quadratic programs so far were not solved
 * @param epochs what each epoch measured
 */
record ModelMetrics(
        ModelKind model, @Nullable Double trainMse, double testMse, long unsolved, List<EpochMetrics> epochs) {

    /** Of a training that goes on. */
    static ModelMetrics during(ModelKind model, Checkpoint checkpoint) {
        return of(model, checkpoint, null, 0);
    }

    /**
     * Of a training that has ended.
     *
     * @param trained the score on the training signals
     */
    static ModelMetrics after(ModelKind model, Checkpoint checkpoint, Score trained) {
        return of(model, checkpoint, trained.mse(), trained.unsolved());
    }

    private static ModelMetrics of(
            ModelKind model, Checkpoint checkpoint, @Nullable Double trainMse, long moreUnsolved) {
        List<EpochMetrics> epochs = checkpoint.epochs();
        double testMse = epochs.get(epochs.size() - 1).testMse();
        return new ModelMetrics(model, trainMse, testMse, checkpoint.unsolved() + moreUnsolved, epochs);
    }
}
