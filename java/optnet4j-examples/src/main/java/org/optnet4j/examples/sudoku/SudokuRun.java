package org.optnet4j.examples.sudoku;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.plot.Pictures;
import org.optnet4j.examples.terminal.Terminal;

/**
 * One run of the mini-Sudoku experiment in its folder: begins or resumes, trains, writes a checkpoint after every epoch
 * and in the end the results, and tells the user.
 */
public final class SudokuRun {
    private final MiniRequest mini;
    private final RunRequest request;
    private final String version;
    private final PrintStream out;
    private final Terminal terminal;

    /**
     * @param mini what to do
     * @param version of OptNet4J, for the records
     * @param out where to print
     * @param terminal where to show progress
     */
    public SudokuRun(MiniRequest mini, String version, PrintStream out, Terminal terminal) {
        this.mini = mini;
        this.request = mini.run();
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
            RunFolder folder = folder(request.folder(solver.backend()));
            Checkpoint checkpoint = existing(folder);
            if (checkpoint == null) {
                checkpoint = Training.start(mini.settings(), mini.epochs(), solver.backend());
            } else {
                ResumeCheck check = new ResumeCheck(folder.path());
                check.same("--backend", solver.backend(), checkpoint.backend());
                mini.check(check, checkpoint.settings(), checkpoint.epochs().size());
            }
            int epochs = request.epochs() == null ? checkpoint.plannedEpochs() : request.epochs();
            return train(folder, checkpoint.withPlannedEpochs(epochs), solver);
        }
    }

    private static RunFolder folder(Path path) {
        return new RunFolder(path, "checkpoint.json", "model.json");
    }

    /** A resumed run goes on with the back end it began with. */
    private String backendToAskFor() {
        if (request.backend() != null) {
            return request.backend();
        }
        Checkpoint checkpoint = request.out() == null ? null : existing(folder(request.out()));
        return checkpoint == null ? "auto" : checkpoint.backend();
    }

    /** The checkpoint to go on from; null for a new run, also if a run to resume was stopped before its first one. */
    private @Nullable Checkpoint existing(RunFolder folder) {
        return request.resume() && Files.exists(folder.checkpoint()) ? Checkpoint.read(folder.checkpoint()) : null;
    }

    private boolean train(RunFolder folder, Checkpoint checkpoint, QpSolver solver) {
        TrainingSettings settings = checkpoint.settings();
        int done = checkpoint.epochs().size();
        PuzzleSet puzzles = settings.puzzles();
        Training training = new Training(checkpoint, puzzles, solver);
        folder.create();
        if (done == 0) {
            folder.removeResults();
        }
        JsonFiles.write(folder.checkpoint(), checkpoint);
        out.printf(
                "mini-Sudoku%s: %d training and %d test puzzles, batch %d, %sseed %d, back end %s%n",
                settings.hard() ? " (hard)" : "",
                settings.train(),
                settings.test(),
                settings.batch(),
                settings.halfLife() == 0 ? "" : "half-life " + settings.halfLife() + ", ",
                settings.seed(),
                solver.backend());
        if (request.resume()) {
            out.println(
                    done == 0
                            ? "no finished epoch in " + folder.path() + ": starting from the beginning"
                            : "resumed after epoch " + done + " from " + folder.checkpoint());
        }
        checkpoint.epochs().forEach(epoch -> out.println(epoch.line()));
        for (int epoch = done; epoch < checkpoint.plannedEpochs(); epoch++) {
            EpochMetrics metrics = training.nextEpoch(terminal);
            Checkpoint reached = training.checkpoint();
            JsonFiles.write(folder.checkpoint(), reached);
            JsonFiles.write(folder.metrics(), metrics(reached));
            out.println(metrics.line());
        }
        conclude(folder, training.checkpoint(), puzzles, solver);
        return training.checkpoint().unsolved() == 0;
    }

    private void conclude(RunFolder folder, Checkpoint end, PuzzleSet puzzles, QpSolver solver) {
        Metrics metrics = metrics(end);
        EpochMetrics kept = end.epochs().get(end.keptEpoch() - 1);
        JsonFiles.write(folder.metrics(), metrics);
        JsonFiles.write(
                folder.model(), new Model<>(version, end.backend(), end.settings(), end.keptEpoch(), end.kept()));
        out.printf(
                Locale.ROOT,
                "kept the model of epoch %d, the lowest training loss: test board error %.2f %%%n%n",
                kept.epoch(),
                100 * kept.testBoardError());
        SudokuModel before = new SudokuModel(solver, Training.startWeights(end.settings()));
        SudokuModel after = new SudokuModel(solver, end.kept());
        Samples.show(puzzles.test(), before::forward, after::forward, out);
        String title = "mini-Sudoku, seed " + metrics.seed() + ", " + metrics.backend();
        boolean drawn = Pictures.write(
                folder.learningCurve(), () -> LearningCurve.draw(title, metrics.epochs(), end.stepLosses()), out);
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
}
