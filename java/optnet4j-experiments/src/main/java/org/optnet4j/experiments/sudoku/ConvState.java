package org.optnet4j.experiments.sudoku;

import java.util.List;
import org.optnet4j.examples.sudoku.EpochMetrics;
import org.optnet4j.examples.sudoku.TrainingSettings;

/**
 * What a checkpoint knows besides its tensors.
 *
 * @param format version of the checkpoint's layout
 * @param settings of the run
 * @param shape of the network
 * @param threads of the engine; another number adds up in another order
 * @param plannedEpochs how many epochs the run was asked for
 * @param adamSteps steps that Adam has taken
 * @param keptEpoch the epoch with the lowest training loss so far, 0 before the first
 * @param epochs what the finished epochs measured
 * @param stepLosses training loss of every step so far, before its update
 */
record ConvState(
        int format,
        TrainingSettings settings,
        ConvShape shape,
        int threads,
        int plannedEpochs,
        long adamSteps,
        int keptEpoch,
        List<EpochMetrics> epochs,
        double[] stepLosses) {
    /** The layout written by this version. */
    static final int FORMAT = 1;

    /** The state before the first epoch. */
    static ConvState start(TrainingSettings settings, ConvShape shape, int threads, int plannedEpochs) {
        return new ConvState(FORMAT, settings, shape, threads, plannedEpochs, 0, 0, List.of(), new double[0]);
    }

    /** The same with another number of epochs to reach. */
    ConvState withPlannedEpochs(int planned) {
        return new ConvState(format, settings, shape, threads, planned, adamSteps, keptEpoch, epochs, stepLosses);
    }

    /** Whether its parts can belong together. */
    boolean isSound() {
        return format == FORMAT && keptEpoch <= epochs.size();
    }
}
