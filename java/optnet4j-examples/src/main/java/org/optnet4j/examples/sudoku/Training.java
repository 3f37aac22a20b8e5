package org.optnet4j.examples.sudoku;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.training.Adam;
import org.optnet4j.examples.training.AdamState;
import org.optnet4j.layer.LayerGradients;

/**
 * The training itself, epoch by epoch, from a checkpoint to the next. Everything random depends on the seed and on the
 * epoch alone, so a training that was stopped and continued is the same to the last bit.
 */
final class Training {
    private final TrainingSettings settings;
    private final int plannedEpochs;
    private final QpSolver solver;
    private final Weights weights;
    private final Adam adamA;
    private final Adam adamLogZ0;
    private final EpochLoop loop;
    private final List<EpochMetrics> epochs;
    private double[] stepLosses;
    private Weights kept;
    private int keptEpoch;
    private long unsolved;
    private long steps;

    /**
     * @param from where to go on; {@link #start} makes the first one
     * @param puzzles of the run, {@link TrainingSettings#puzzles}
     * @param solver what solves the layer's problems; the back end that the checkpoint names
     */
    Training(Checkpoint from, PuzzleSet puzzles, QpSolver solver) {
        this.settings = from.settings();
        this.plannedEpochs = from.plannedEpochs();
        this.solver = solver;
        this.weights = from.weights().copy();
        this.adamA = new Adam(settings.learningRate(), from.adamA());
        this.adamLogZ0 = new Adam(settings.learningRate(), from.adamLogZ0());
        this.loop = new EpochLoop(
                settings, puzzles, new OptNetLearner(Grid.MINI, new SudokuModel(solver, weights)::forward, this::step));
        this.epochs = new ArrayList<>(from.epochs());
        this.stepLosses = from.stepLosses();
        this.kept = from.kept();
        this.keptEpoch = from.keptEpoch();
        this.unsolved = from.unsolved();
        this.steps = from.adamA().steps();
    }

    /** The checkpoint before the first epoch. */
    static Checkpoint start(TrainingSettings settings, int plannedEpochs, String backend) {
        Weights weights = startWeights(settings);
        return new Checkpoint(
                Checkpoint.FORMAT,
                backend,
                settings,
                plannedEpochs,
                weights,
                AdamState.start(weights.A().length),
                AdamState.start(weights.logZ0().length),
                weights,
                0,
                0,
                List.of(),
                new double[0]);
    }

    /** The weights before the first epoch. */
    static Weights startWeights(TrainingSettings settings) {
        return Weights.start(settings.start());
    }

    /**
     * Trains one epoch and measures it.
     *
     * @param terminal where to show progress
     */
    EpochMetrics nextEpoch(Terminal terminal) {
        FinishedEpoch epoch = loop.run(epochs.size() + 1, terminal);
        EpochMetrics metrics = epoch.metrics();
        unsolved += epoch.unsolved();
        stepLosses = DoubleStream.concat(Arrays.stream(stepLosses), Arrays.stream(epoch.stepLosses()))
                .toArray();
        if (keptEpoch == 0 || metrics.trainLoss() < epochs.get(keptEpoch - 1).trainLoss()) {
            kept = weights.copy();
            keptEpoch = metrics.epoch();
        }
        epochs.add(metrics);
        return metrics;
    }

    private void step(LayerGradients gradients) {
        double scale = settings.scale(steps++);
        adamA.step(weights.A(), gradients.of("A").toDoubles(), scale);
        adamLogZ0.step(weights.logZ0(), gradients.of("logZ0").toDoubles(), scale);
    }

    /** Everything needed to go on from here later. */
    Checkpoint checkpoint() {
        return new Checkpoint(
                Checkpoint.FORMAT,
                solver.backend(),
                settings,
                plannedEpochs,
                weights.copy(),
                adamA.state(),
                adamLogZ0.state(),
                kept,
                keptEpoch,
                unsolved,
                List.copyOf(epochs),
                stepLosses.clone());
    }
}
