package org.optnet4j.examples.sudoku;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.terminal.Progress;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.training.Adam;
import org.optnet4j.examples.training.AdamState;

/**
 * The training on a large board, from a checkpoint to the next. Everything random depends on the seed, the epoch and the puzzle
 * alone, so a training that was stopped after any step and continued is the same to the last bit.
 */
final class LargeTraining {
    private final LargeSettings settings;
    private final LargeCheckpoint from;
    private final QpSolver solver;
    private final List<Puzzle> train;
    private final HeldOut test;
    private final Weights weights;
    private final Adam adamA;
    private final Adam adamLogZ0;
    private final Learner learner;
    private final Curriculum curriculum;
    private final List<LargeEpoch> epochs;
    private PartialEpoch present;
    private double[] stepLosses;
    private long unsolved;

    /**
     * @param from where to go on; {@link #start} makes the first one
     * @param puzzles of the run, {@link LargeSettings#puzzles}
     * @param solver what solves the layer's problems; the back end that the checkpoint names
     */
    LargeTraining(LargeCheckpoint from, PuzzleSet puzzles, QpSolver solver) {
        this.from = from;
        this.settings = from.settings();
        this.solver = solver;
        this.train = puzzles.train();
        this.test = heldOut(settings, puzzles);
        this.weights = from.weights().copy();
        this.adamA = new Adam(settings.training().learningRate(), from.adamA());
        this.adamLogZ0 = new Adam(settings.training().learningRate(), from.adamLogZ0());
        this.learner = learner(settings, weights, solver, this::step);
        this.curriculum = new Curriculum(settings.curriculum());
        this.epochs = new ArrayList<>(from.epochs());
        this.present = from.present();
        this.stepLosses = from.stepLosses();
        this.unsolved = from.unsolved();
    }

    /**
     * The checkpoint before the first step: measures the true rules and the start values.
     *
     * @param terminal where to show progress
     */
    static LargeCheckpoint start(
            LargeSettings settings, int plannedEpochs, PuzzleSet puzzles, QpSolver solver, Terminal terminal) {
        Weights weights = settings.startWeights(puzzles);
        HeldOut test = heldOut(settings, puzzles);
        HeldOutScore ceiling;
        HeldOutScore before;
        try (Progress progress = Progress.start("ceiling", 2 * test.size(), " boards", terminal)) {
            ceiling = test.measure(learner(settings, TrueRules.weights(settings.grid()), solver, none -> {}), progress);
            before = test.measure(learner(settings, weights, solver, none -> {}), progress);
        }
        return new LargeCheckpoint(
                LargeCheckpoint.FORMAT,
                solver.backend(),
                settings,
                plannedEpochs,
                weights,
                AdamState.start(weights.A().length),
                AdamState.start(weights.logZ0().length),
                ceiling,
                before,
                ceiling.unsolved() + before.unsolved(),
                List.of(),
                PartialEpoch.NONE,
                new double[0]);
    }

    /**
     * Trains to the end of the present epoch and measures it.
     *
     * @param every after how many steps a checkpoint is due
     * @param save what to do with it
     * @param terminal where to show progress
     */
    LargeEpoch finishEpoch(int every, Consumer<LargeCheckpoint> save, Terminal terminal) {
        int epoch = epochs.size() + 1;
        int batch = settings.training().batch();
        int steps = (train.size() + batch - 1) / batch;
        int[] order = settings.training().order(epoch);
        HeldOutScore score;
        double before = present.seconds();
        long started = System.nanoTime();
        try (Progress progress = Progress.start("epoch " + epoch, train.size() + test.size(), " boards", terminal)) {
            progress.step(present.tally().boards());
            while (present.steps() < steps) {
                List<Puzzle> puzzles = puzzles(epoch, steps, order);
                EncodedPuzzles encoded = new EncodedPuzzles(puzzles);
                BatchScore batchScore = learner.train(encoded.minusGivens(), encoded.solutions());
                stepLosses = Arrays.copyOf(stepLosses, stepLosses.length + 1);
                stepLosses[stepLosses.length - 1] = batchScore.loss();
                Tally tally = present.tally().plus(Tally.of(puzzles, batchScore));
                present = new PartialEpoch(present.steps() + 1, tally, before + secondsSince(started));
                progress.step(puzzles.size());
                progress.note(note(tally));
                if (present.steps() % every == 0 && present.steps() < steps) {
                    save.accept(checkpoint());
                }
            }
            score = test.measure(learner, progress);
        }
        Tally trained = present.tally();
        LargeEpoch finished = new LargeEpoch(
                epoch,
                curriculum.share(epochsDone(epoch, steps - 1, steps)),
                trained.loss(),
                trained.cellError(),
                trained.boardError(),
                score,
                before + secondsSince(started));
        unsolved += trained.unsolved() + score.unsolved();
        epochs.add(finished);
        present = PartialEpoch.NONE;
        return finished;
    }

    /** The puzzles of the next step, with the blanks that the curriculum leaves. */
    private List<Puzzle> puzzles(int epoch, int steps, int[] order) {
        int batch = settings.training().batch();
        int first = present.steps() * batch;
        double share = curriculum.share(epochsDone(epoch, present.steps(), steps));
        return Arrays.stream(order, first, Math.min(first + batch, order.length))
                .mapToObj(i ->
                        Curriculum.ease(train.get(i), share, settings.training().holes(epoch, i)))
                .toList();
    }

    private static double epochsDone(int epoch, int steps, int stepsPerEpoch) {
        return epoch - 1 + (double) steps / stepsPerEpoch;
    }

    private static double secondsSince(long started) {
        return (System.nanoTime() - started) * 1e-9;
    }

    private static String note(Tally tally) {
        return String.format(
                Locale.ROOT,
                "loss %.4f, cells wrong %.1f %%, boards %.1f %%",
                tally.loss(),
                100 * tally.cellError(),
                100 * tally.boardError());
    }

    private static HeldOut heldOut(LargeSettings settings, PuzzleSet puzzles) {
        return new HeldOut(puzzles.test(), settings.training().batch());
    }

    private static Learner learner(LargeSettings settings, Weights weights, QpSolver solver, Consumer<Weights> step) {
        LargeModel model = new LargeModel(solver, settings.grid(), weights, settings.precision());
        return new OptNetLearner(settings.grid(), model::forward, step);
    }

    private void step(Weights gradient) {
        adamA.step(weights.A(), gradient.A());
        adamLogZ0.step(weights.logZ0(), gradient.logZ0());
    }

    /** Everything needed to go on from here later. */
    LargeCheckpoint checkpoint() {
        return new LargeCheckpoint(
                LargeCheckpoint.FORMAT,
                solver.backend(),
                settings,
                from.plannedEpochs(),
                weights.copy(),
                adamA.state(),
                adamLogZ0.state(),
                from.ceiling(),
                from.start(),
                unsolved,
                List.copyOf(epochs),
                present,
                stepLosses.clone());
    }
}
