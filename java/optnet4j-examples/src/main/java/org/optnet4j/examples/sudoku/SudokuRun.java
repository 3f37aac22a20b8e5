package org.optnet4j.examples.sudoku;

import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.layer.LayerForward;

/**
 * One run of the mini-Sudoku experiment in its folder: begins or resumes, trains, writes a checkpoint after every epoch
 * and in the end the results, and tells the user.
 */
public final class SudokuRun {
    private static final int SHOWN_BOARDS = 3;

    private final RunRequest request;
    private final String version;
    private final PrintStream out;
    private final Terminal terminal;

    /**
     * @param request what to do
     * @param version of OptNet4J, for the records
     * @param out where to print
     * @param terminal where to show progress
     */
    public SudokuRun(RunRequest request, String version, PrintStream out, Terminal terminal) {
        this.request = request;
        this.version = version;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Runs to the end.
     *
     * @param openSolver opens a solver on a back end given by name
     * @return whether every quadratic program on the way was solved
     * @throws InputException if the request cannot be met
     */
    public boolean run(Function<String, QpSolver> openSolver) {
        try (QpSolver solver = openSolver.apply(backendToAskFor())) {
            RunFolder folder = new RunFolder(request.folder(solver.backend()));
            Checkpoint checkpoint = existing(folder);
            if (checkpoint == null) {
                checkpoint = Training.start(request.settings(), request.epochsOrDefault(), solver.backend());
            } else {
                new ResumeCheck(folder).check(request, solver.backend(), checkpoint);
            }
            int epochs = request.epochs() == null ? checkpoint.plannedEpochs() : request.epochs();
            return train(folder, checkpoint.withPlannedEpochs(epochs), solver);
        }
    }

    /** A resumed run goes on with the back end it began with. */
    private String backendToAskFor() {
        if (request.backend() != null) {
            return request.backend();
        }
        Checkpoint checkpoint = request.out() == null ? null : existing(new RunFolder(request.out()));
        return checkpoint == null ? "auto" : checkpoint.backend();
    }

    /** The checkpoint to go on from; null for a new run, also if a run to resume was stopped before its first one. */
    private @Nullable Checkpoint existing(RunFolder folder) {
        return request.resume() && Files.exists(folder.checkpoint()) ? Checkpoint.read(folder.checkpoint()) : null;
    }

    private boolean train(RunFolder folder, Checkpoint checkpoint, QpSolver solver) {
        TrainingSettings settings = checkpoint.settings();
        int done = checkpoint.epochs().size();
        PuzzleSet puzzles = Training.puzzles(settings);
        Training training = new Training(checkpoint, puzzles, solver);
        folder.create();
        if (done == 0) {
            folder.removeResults();
        }
        JsonFiles.write(folder.checkpoint(), checkpoint);
        out.printf(
                "mini-Sudoku%s: %d training and %d test puzzles, batch %d, seed %d, back end %s%n",
                settings.hard() ? " (hard)" : "",
                settings.train(),
                settings.test(),
                settings.batch(),
                settings.seed(),
                solver.backend());
        if (request.resume()) {
            out.println(
                    done == 0
                            ? "no finished epoch in " + folder.path() + ": starting from the beginning"
                            : "resumed after epoch " + done + " from " + folder.checkpoint());
        }
        checkpoint.epochs().forEach(this::print);
        for (int epoch = done; epoch < checkpoint.plannedEpochs(); epoch++) {
            EpochMetrics metrics = training.nextEpoch(terminal);
            Checkpoint reached = training.checkpoint();
            JsonFiles.write(folder.checkpoint(), reached);
            JsonFiles.write(folder.metrics(), metrics(reached));
            print(metrics);
        }
        conclude(folder, training.checkpoint(), puzzles, solver);
        return training.checkpoint().unsolved() == 0;
    }

    private void conclude(RunFolder folder, Checkpoint end, PuzzleSet puzzles, QpSolver solver) {
        Metrics metrics = metrics(end);
        EpochMetrics kept = end.epochs().get(end.keptEpoch() - 1);
        JsonFiles.write(folder.metrics(), metrics);
        JsonFiles.write(folder.model(), new Model(version, end.backend(), end.settings(), end.keptEpoch(), end.kept()));
        out.printf(
                Locale.ROOT,
                "kept the model of epoch %d, the lowest training loss: test board error %.2f %%%n%n",
                kept.epoch(),
                100 * kept.testBoardError());
        show(end, puzzles.test(), solver);
        boolean drawn = draw(folder, metrics, end.stepLosses());
        out.println("written to " + folder.path() + ": metrics.json, model.json, checkpoint.json"
                + (drawn ? ", learning-curve.png" : ""));
        if (end.unsolved() > 0) {
            out.println(end.unsolved() + " quadratic programs were not solved; they counted as wrong boards");
        }
    }

    private Metrics metrics(Checkpoint reached) {
        return new Metrics(
                version,
                reached.backend(),
                reached.settings().seed(),
                reached.settings(),
                reached.keptEpoch(),
                reached.unsolved(),
                reached.epochs());
    }

    private void print(EpochMetrics metrics) {
        out.printf(
                Locale.ROOT,
                "epoch %3d   training loss %.5f, board error %6.2f %%   test loss %.5f, board error %6.2f %%   %.1f s%n",
                metrics.epoch(),
                metrics.trainLoss(),
                100 * metrics.trainBoardError(),
                metrics.testLoss(),
                100 * metrics.testBoardError(),
                metrics.seconds());
    }

    private void show(Checkpoint end, List<Puzzle> test, QpSolver solver) {
        List<Puzzle> shown = test.subList(0, Math.min(SHOWN_BOARDS, test.size()));
        List<Board> before = fillIn(Training.startWeights(end.settings()), shown, solver);
        List<Board> after = fillIn(end.kept(), shown, solver);
        for (int i = 0; i < shown.size(); i++) {
            out.println(BoardPrinter.sideBySide(
                    List.of("puzzle", "before", "after", "solution"),
                    List.of(
                            shown.get(i).givens(),
                            before.get(i),
                            after.get(i),
                            shown.get(i).solution())));
        }
    }

    private static List<Board> fillIn(Weights weights, List<Puzzle> puzzles, QpSolver solver) {
        double[] minusGivens = new double[puzzles.size() * Board.ONE_HOT];
        for (int i = 0; i < puzzles.size(); i++) {
            puzzles.get(i).givens().toOneHot(minusGivens, i * Board.ONE_HOT, -1);
        }
        try (LayerForward pass = new SudokuModel(solver, weights).forward(minusGivens)) {
            double[] x = pass.x().toDoubles();
            List<Board> boards = new ArrayList<>();
            for (int i = 0; i < puzzles.size(); i++) {
                boards.add(Board.fromOneHot(x, i * Board.ONE_HOT));
            }
            return boards;
        }
    }

    /** Draws the learning curve. A JDK without fonts cannot, and that must not cost the user the run. */
    private boolean draw(RunFolder folder, Metrics metrics, double[] stepLosses) {
        try {
            LearningCurve.write(folder.learningCurve(), metrics, stepLosses);
            return true;
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException | LinkageError | InternalError e) {
            out.println("learning-curve.png was not drawn: this Java cannot draw text (" + e + ")");
            return false;
        }
    }
}
