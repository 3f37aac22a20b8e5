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
import org.optnet4j.examples.training.DivergedException;
import org.optnet4j.layer.LayerGradients;

/**
 * The training on a large board, from a checkpoint to the next. Everything random depends on the seed and the step alone, so a
 * training that was stopped after any step and continued is the same to the last bit.
 */
final class LargeTraining {
    /** Far below the smallest gradients that matter. */
    private static final double EPSILON = 1e-12;

    private final LargeSettings settings;
    private final LargeCheckpoint from;
    private final SmoothedSolvers solvers;
    private final Schedule schedule;
    private final FreshPuzzles train;
    private final HeldOut test;
    private final Equations equations;
    private final List<LargeEpoch> epochs;
    private Adam adam;
    private PartialEpoch present;
    private double[] stepLosses;
    private long unsolved;

    /**
     * @param from where to go on; {@link #start} makes the first one
     * @param puzzles of the run, {@link LargeSettings#puzzles}
     * @param solvers what solves the layer's problems; on the back end that the checkpoint names
     */
    LargeTraining(LargeCheckpoint from, LargePuzzleSet puzzles, SmoothedSolvers solvers) {
        this.from = from;
        this.settings = from.settings();
        this.solvers = solvers;
        this.schedule = settings.schedule();
        this.train = settings.fresh(puzzles);
        this.test = heldOut(settings, puzzles);
        this.equations = from.equations().copy();
        this.epochs = new ArrayList<>(from.epochs());
        this.adam = adam(from.adam());
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
            LargeSettings settings,
            int plannedEpochs,
            LargePuzzleSet puzzles,
            SmoothedSolvers solvers,
            Terminal terminal) {
        Equations equations = settings.startEquations(puzzles);
        HeldOut test = heldOut(settings, puzzles);
        HeldOutScore ceiling;
        HeldOutScore before;
        try (Progress progress = Progress.start("ceiling", 2 * test.size(), " boards", terminal)) {
            ceiling = test.measure(exact(settings, TrueRules.equations(settings.grid()), solvers), progress);
            before = test.measure(exact(settings, equations, solvers), progress);
        }
        return new LargeCheckpoint(
                LargeCheckpoint.FORMAT,
                solvers.exact().backend(),
                settings,
                plannedEpochs,
                equations,
                AdamState.start(equations.A().length),
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
        int steps = settings.epochSteps();
        long boards = (long) steps * settings.run().batch() + test.size();
        HeldOutScore score;
        double before = present.seconds();
        long started = System.nanoTime();
        try (Progress progress = Progress.start("epoch " + epoch, boards, " boards", terminal)) {
            progress.step(present.tally().boards());
            while (present.steps() < steps) {
                Tally tally = present.tally().plus(step());
                present = new PartialEpoch(present.steps() + 1, tally, before + secondsSince(started));
                progress.step(settings.run().batch());
                progress.note(note(tally));
                if (present.steps() % every == 0 && present.steps() < steps) {
                    save.accept(checkpoint());
                }
            }
            score = test.measure(exact(settings, equations, solvers), progress);
        }
        DivergedException.requireSolved("training", score.unsolved(), test.size(), epoch, EpochLoop.REMEDY);
        Tally trained = present.tally();
        LargeEpoch finished = new LargeEpoch(
                epoch,
                schedule.at(stepLosses.length - 1),
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

    /**
     * The next step; what the optimiser remembers of easy puzzles is forgotten before the last phase. A checkpoint may follow
     * within the epoch, so that the step itself has to have come to something, where it is of more than one puzzle.
     */
    private Tally step() {
        int step = stepLosses.length;
        if (step == schedule.lastPhase()) {
            adam = adam(AdamState.start(equations.A().length));
        }
        StepPlan plan = schedule.at(step);
        List<Puzzle> puzzles = train.draw(step, settings.run().batch(), plan);
        EncodedPuzzles encoded = new EncodedPuzzles(puzzles);
        Learner learner = learner(
                settings,
                equations,
                solvers.at(plan.smoothing()),
                gradients -> adam.step(equations.A(), gradients.of("A").toDoubles(), plan.rate()));
        BatchScore score = learner.train(encoded.minusGivens(), encoded.solutions());
        if (puzzles.size() > 1) {
            DivergedException.requireSolved(
                    "training", score.unsolved(), puzzles.size(), epochs.size() + 1, EpochLoop.REMEDY);
        }
        stepLosses = Arrays.copyOf(stepLosses, step + 1);
        stepLosses[step] = score.loss();
        return Tally.of(puzzles, score);
    }

    /** Its steps are scaled by the schedule's rates. */
    private static Adam adam(AdamState state) {
        return new Adam(1, state, EPSILON);
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

    private static HeldOut heldOut(LargeSettings settings, LargePuzzleSet puzzles) {
        return new HeldOut(puzzles.test(), settings.run().batch());
    }

    private static Learner exact(LargeSettings settings, Equations equations, SmoothedSolvers solvers) {
        return learner(settings, equations, solvers.exact(), none -> {});
    }

    private static Learner learner(
            LargeSettings settings, Equations equations, QpSolver solver, Consumer<LayerGradients> step) {
        LargeModel model = new LargeModel(solver, settings.grid(), equations, settings.precision());
        return new OptNetLearner(settings.grid(), model::forward, step);
    }

    /** Everything needed to go on from here later. */
    LargeCheckpoint checkpoint() {
        return new LargeCheckpoint(
                LargeCheckpoint.FORMAT,
                solvers.exact().backend(),
                settings,
                from.plannedEpochs(),
                equations.copy(),
                adam.state(),
                from.ceiling(),
                from.start(),
                unsolved,
                List.copyOf(epochs),
                present,
                stepLosses.clone());
    }
}
