package org.optnet4j.experiments.sudoku;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.optnet4j.examples.sudoku.EpochMetrics;
import org.optnet4j.examples.sudoku.TrainingSettings;

/**
 * The content of {@code metrics.json}: what the QP layer's has, and the shape of the network among the settings.
 *
 * @param version of OptNet4J
 * @param backend what computed it
 * @param seed of the run
 * @param settings of the run
 * @param keptEpoch the epoch with the lowest training loss, whose model is kept; 0 before the first
 * @param unsolved how many boards were not answered; none
 * @param epochs what each epoch measured
 */
record ConvMetrics(
        String version,
        String backend,
        long seed,
        Settings settings,
        int keptEpoch,
        long unsolved,
        List<EpochMetrics> epochs) {
    /**
     * What fixes every number of the run.
     *
     * @param model conv
     * @param training as for the QP layer
     * @param shape of the network
     * @param threads of the engine
     */
    record Settings(
            String model,
            @JsonUnwrapped TrainingSettings training,
            @JsonUnwrapped ConvShape shape,
            int threads) {}
}
