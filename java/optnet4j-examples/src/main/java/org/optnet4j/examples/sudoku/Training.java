package org.optnet4j.examples.sudoku;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.random.RandomStreams;
import org.optnet4j.examples.terminal.Progress;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.training.Adam;
import org.optnet4j.examples.training.AdamState;
import org.optnet4j.layer.LayerForward;

/**
 * The training itself, epoch by epoch, from a checkpoint to the next. Everything random depends on the seed and on the
 * epoch alone, so a training that was stopped and continued is the same to the last bit.
 */
final class Training {
    private static final int PUZZLES = 1;
    private static final int START = 2;
    private static final int ORDER = 3;
    private static final int MEASURED_TOGETHER = 500;

    private final TrainingSettings settings;
    private final int plannedEpochs;
    private final QpSolver solver;
    private final EncodedPuzzles train;
    private final EncodedPuzzles test;

    private final Weights weights;
    private final Adam adamA;
    private final Adam adamLogZ0;
    private final SudokuModel model;
    private final List<EpochMetrics> epochs;
    private double[] stepLosses;
    private Weights kept;
    private int keptEpoch;
    private long unsolved;

    /**
     * @param from where to go on; {@link #start} makes the first one
     * @param puzzles of the run, {@link #puzzles}
     * @param solver what solves the layer's problems; the back end that the checkpoint names
     */
    Training(Checkpoint from, PuzzleSet puzzles, QpSolver solver) {
        this.settings = from.settings();
        this.plannedEpochs = from.plannedEpochs();
        this.solver = solver;
        this.train = new EncodedPuzzles(puzzles.train());
        this.test = new EncodedPuzzles(puzzles.test());
        this.weights = from.weights().copy();
        this.adamA = new Adam(settings.learningRate(), from.adamA());
        this.adamLogZ0 = new Adam(settings.learningRate(), from.adamLogZ0());
        this.model = new SudokuModel(solver, weights);
        this.epochs = new ArrayList<>(from.epochs());
        this.stepLosses = from.stepLosses();
        this.kept = from.kept();
        this.keptEpoch = from.keptEpoch();
        this.unsolved = from.unsolved();
    }

    /** The puzzles of a run. */
    static PuzzleSet puzzles(TrainingSettings settings) {
        return PuzzleSet.generate(
                RandomStreams.at(settings.seed(), PUZZLES), settings.removalRule(), settings.train(), settings.test());
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
        return Weights.start(RandomStreams.at(settings.seed(), START));
    }

    /**
     * Trains one epoch and measures it.
     *
     * @param terminal where to show progress
     */
    EpochMetrics nextEpoch(Terminal terminal) {
        long started = System.nanoTime();
        int epoch = epochs.size() + 1;
        RunningScore steps = new RunningScore();
        RunningScore trained = new RunningScore();
        RunningScore tested = new RunningScore();
        int boards = 2 * train.size() + test.size();
        try (Progress progress = Progress.start("epoch " + epoch, boards, " boards", terminal)) {
            trainOn(PuzzleGenerator.permutation(train.size(), orderOf(epoch)), steps, progress);
            measure(train, trained, progress);
            measure(test, tested, progress);
        }
        unsolved += steps.unsolved() + trained.unsolved() + tested.unsolved();
        double seconds = (System.nanoTime() - started) * 1e-9;
        EpochMetrics metrics = new EpochMetrics(
                epoch, trained.loss(), trained.boardError(), tested.loss(), tested.boardError(), seconds);
        if (keptEpoch == 0 || metrics.trainLoss() < epochs.get(keptEpoch - 1).trainLoss()) {
            kept = weights.copy();
            keptEpoch = epoch;
        }
        epochs.add(metrics);
        return metrics;
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

    private SplittableRandom orderOf(int epoch) {
        return RandomStreams.at(settings.seed(), ORDER, epoch);
    }

    private void trainOn(int[] order, RunningScore score, Progress progress) {
        int step = stepLosses.length;
        stepLosses = Arrays.copyOf(stepLosses, step + (order.length + settings.batch() - 1) / settings.batch());
        for (int from = 0; from < order.length; from += settings.batch()) {
            int to = Math.min(from + settings.batch(), order.length);
            try (LayerForward pass = model.forward(train.minusGivens(order, from, to))) {
                BatchScore batch = new BatchScore(pass.solution(), train.solutions(order, from, to));
                Weights gradient = SudokuModel.gradient(pass, batch.lossByOutput());
                adamA.step(weights.A(), gradient.A());
                adamLogZ0.step(weights.logZ0(), gradient.logZ0());
                stepLosses[step++] = batch.loss();
                score.add(batch, to - from);
            }
            progress.step(to - from);
            progress.note(String.format(
                    Locale.ROOT, "loss %.4f, board error %.1f %%", score.loss(), 100 * score.boardError()));
        }
    }

    /** Scores the present weights; the answers do not depend on how the puzzles are put into batches. */
    private void measure(EncodedPuzzles puzzles, RunningScore score, Progress progress) {
        int[] inOrder = IntStream.range(0, puzzles.size()).toArray();
        for (int from = 0; from < puzzles.size(); from += MEASURED_TOGETHER) {
            int to = Math.min(from + MEASURED_TOGETHER, puzzles.size());
            try (LayerForward pass = model.forward(puzzles.minusGivens(inOrder, from, to))) {
                score.add(new BatchScore(pass.solution(), puzzles.solutions(inOrder, from, to)), to - from);
            }
            progress.step(to - from);
        }
    }
}
