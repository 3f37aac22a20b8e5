package org.optnet4j.experiments.sudoku;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.optnet4j.examples.sudoku.EpochLoop;
import org.optnet4j.examples.sudoku.EpochMetrics;
import org.optnet4j.examples.sudoku.FinishedEpoch;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.training.DivergedException;

/** The training itself, epoch by epoch, from a checkpoint to the next. */
final class ConvTraining {
    private final ConvCheckpoint tensors;
    private final TensorAdam adam;
    private final EpochLoop loop;
    private ConvState state;

    /**
     * @param from where to go on; its tensors are changed in place
     * @param manager of the engine's memory
     */
    ConvTraining(ConvCheckpoint from, NDManager manager) {
        tensors = from;
        state = from.state();
        adam = new TensorAdam(state.settings().learningRate(), state.adamSteps(), from.mean(), from.square());
        loop = new EpochLoop(
                state.settings(),
                state.settings().puzzles(),
                new ConvLearner(state.shape().planes(), from.weights(), adam, manager));
    }

    /**
     * Trains one epoch and measures it.
     *
     * @param terminal where to show progress
     * @throws DivergedException if a loss is not finite any more
     */
    EpochMetrics nextEpoch(Terminal terminal) {
        FinishedEpoch epoch = loop.run(state.epochs().size() + 1, terminal);
        EpochMetrics metrics = epoch.metrics();
        check(epoch);
        List<EpochMetrics> epochs = new ArrayList<>(state.epochs());
        int keptEpoch = state.keptEpoch();
        if (keptEpoch == 0 || metrics.trainLoss() < epochs.get(keptEpoch - 1).trainLoss()) {
            Tensors.set(tensors.kept(), tensors.weights());
            keptEpoch = metrics.epoch();
        }
        epochs.add(metrics);
        double[] losses = DoubleStream.concat(Arrays.stream(state.stepLosses()), Arrays.stream(epoch.stepLosses()))
                .toArray();
        state = new ConvState(
                ConvState.FORMAT,
                state.settings(),
                state.shape(),
                state.threads(),
                state.plannedEpochs(),
                adam.steps(),
                keptEpoch,
                epochs,
                losses);
        return metrics;
    }

    private static void check(FinishedEpoch epoch) {
        int number = epoch.metrics().epoch();
        int steps = epoch.stepLosses().length;
        for (int step = 1; step <= steps; step++) {
            DivergedException.check(
                    "conv", "training loss", epoch.stepLosses()[step - 1], number, step, EpochLoop.REMEDY);
        }
        DivergedException.check("conv", "training loss", epoch.metrics().trainLoss(), number, steps, EpochLoop.REMEDY);
        DivergedException.check("conv", "test loss", epoch.metrics().testLoss(), number, steps, EpochLoop.REMEDY);
    }

    /** Everything needed to go on from here later; shares its tensors with this training. */
    ConvCheckpoint checkpoint() {
        return new ConvCheckpoint(state, tensors.weights(), tensors.mean(), tensors.square(), tensors.kept());
    }
}
