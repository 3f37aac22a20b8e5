package org.optnet4j.examples.sudoku;

import java.util.Locale;
import java.util.stream.IntStream;
import org.optnet4j.examples.terminal.Progress;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.training.DivergedException;

/**
 * One epoch after the other: a step on each batch of training puzzles, in the epoch's order, and then all puzzles measured.
 * The same for every model.
 */
public final class EpochLoop {
    /** What to try where a training on Sudoku has diverged. */
    public static final String REMEDY = "another --seed or a larger --batch";

    private static final int MEASURED_TOGETHER = 500;

    private final TrainingSettings settings;
    private final EncodedPuzzles train;
    private final EncodedPuzzles test;
    private final Learner learner;

    /**
     * Makes the loop of a run.
     *
     * @param settings of the run
     * @param puzzles of the run, {@link TrainingSettings#puzzles}
     * @param learner what learns
     */
    public EpochLoop(TrainingSettings settings, PuzzleSet puzzles, Learner learner) {
        this.settings = settings;
        this.train = new EncodedPuzzles(puzzles.train());
        this.test = new EncodedPuzzles(puzzles.test());
        this.learner = learner;
    }

    /**
     * Trains one epoch and measures it.
     *
     * @param epoch its number, 1 for the first
     * @param terminal where to show progress
     * @return what came of it
     * @throws DivergedException if none of the puzzles' quadratic programs can be solved any more
     */
    public FinishedEpoch run(int epoch, Terminal terminal) {
        long started = System.nanoTime();
        RunningScore steps = new RunningScore();
        RunningScore trained = new RunningScore();
        RunningScore tested = new RunningScore();
        double[] stepLosses;
        int boards = 2 * train.size() + test.size();
        try (Progress progress = Progress.start("epoch " + epoch, boards, " boards", terminal)) {
            stepLosses = trainOn(settings.order(epoch), steps, progress);
            measure(train, trained, progress);
            measure(test, tested, progress);
        }
        DivergedException.requireSolved(
                "training", tested.unsolved() + trained.unsolved(), (long) train.size() + test.size(), epoch, REMEDY);
        double seconds = (System.nanoTime() - started) * 1e-9;
        EpochMetrics metrics = new EpochMetrics(
                epoch, trained.loss(), trained.boardError(), tested.loss(), tested.boardError(), seconds);
        return new FinishedEpoch(metrics, stepLosses, steps.unsolved() + trained.unsolved() + tested.unsolved());
    }

    private double[] trainOn(int[] order, RunningScore score, Progress progress) {
        double[] losses = new double[settings.stepsPerEpoch()];
        for (int step = 0; step < losses.length; step++) {
            int from = step * settings.batch();
            int to = from + Math.min(settings.batch(), order.length - from);
            BatchScore batch = learner.train(train.minusGivens(order, from, to), train.solutions(order, from, to));
            losses[step] = batch.loss();
            score.add(batch, to - from);
            progress.step(to - from);
            progress.note(String.format(
                    Locale.ROOT, "loss %.4f, board error %.1f %%", score.loss(), 100 * score.boardError()));
        }
        return losses;
    }

    /** Scores the present model; the answers do not depend on how the puzzles are put into batches. */
    private void measure(EncodedPuzzles puzzles, RunningScore score, Progress progress) {
        int[] inOrder = IntStream.range(0, puzzles.size()).toArray();
        for (int from = 0; from < puzzles.size(); from += MEASURED_TOGETHER) {
            int to = Math.min(from + MEASURED_TOGETHER, puzzles.size());
            score.add(
                    learner.measure(puzzles.minusGivens(inOrder, from, to), puzzles.solutions(inOrder, from, to)),
                    to - from);
            progress.step(to - from);
        }
    }
}
