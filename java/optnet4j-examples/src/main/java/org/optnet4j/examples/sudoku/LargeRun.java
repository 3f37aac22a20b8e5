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
 * One run on a large board in its folder: begins or resumes, trains, writes a checkpoint every so many steps and after every
 * epoch and in the end the results, and tells the user.
 */
public final class LargeRun {
    private final LargeRequest request;
    private final String version;
    private final PrintStream out;
    private final Terminal terminal;

    /**
     * @param request what to do
     * @param version of OptNet4J, for the records
     * @param out where to print
     * @param terminal where to show progress
     */
    public LargeRun(LargeRequest request, String version, PrintStream out, Terminal terminal) {
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
            RunFolder folder = folder(request.folder(solver.backend()));
            LargeCheckpoint existing = existing(folder);
            if (existing != null) {
                ResumeCheck check = new ResumeCheck(folder.path());
                check.same("--backend", solver.backend(), existing.backend());
                request.check(check, existing.settings(), existing.epochs().size());
            }
            LargeSettings settings = existing == null ? request.settings() : existing.settings();
            PuzzleSet puzzles = settings.puzzles();
            folder.create();
            announce(settings, solver.backend());
            LargeCheckpoint checkpoint = existing == null ? begin(folder, settings, puzzles, solver) : existing;
            Integer epochs = request.run().epochs();
            return train(
                    folder,
                    checkpoint.withPlannedEpochs(epochs == null ? checkpoint.plannedEpochs() : epochs),
                    puzzles,
                    solver);
        }
    }

    private static RunFolder folder(Path path) {
        return new RunFolder(path, "checkpoint.json", "model.json");
    }

    /** A resumed run goes on with the back end it began with. */
    private String backendToAskFor() {
        RunRequest run = request.run();
        if (run.backend() != null) {
            return run.backend();
        }
        LargeCheckpoint checkpoint = run.out() == null ? null : existing(folder(run.out()));
        return checkpoint == null ? "auto" : checkpoint.backend();
    }

    /** The checkpoint to go on from; null for a new run, also if a run to resume was stopped before its first one. */
    private @Nullable LargeCheckpoint existing(RunFolder folder) {
        return request.run().resume() && Files.exists(folder.checkpoint())
                ? LargeCheckpoint.read(folder.checkpoint(), request.grid())
                : null;
    }

    private void announce(LargeSettings settings, String backend) {
        TrainingSettings training = settings.training();
        out.printf(
                "%dx%d Sudoku%s: %d training and %d test puzzles, batch %d, %d equalities, start %s, seed %d, back end %s,"
                        + " %s%n",
                settings.size(),
                settings.size(),
                training.hard() ? " (hard)" : "",
                training.train(),
                training.test(),
                training.batch(),
                settings.equalities(),
                settings.start(),
                training.seed(),
                backend,
                settings.precision().toString().toLowerCase(Locale.ROOT));
    }

    private LargeCheckpoint begin(RunFolder folder, LargeSettings settings, PuzzleSet puzzles, QpSolver solver) {
        if (request.run().resume()) {
            out.println("no checkpoint in " + folder.path() + ": starting from the beginning");
        }
        LargeCheckpoint first = LargeTraining.start(settings, request.epochs(), puzzles, solver, terminal);
        folder.removeResults();
        JsonFiles.write(folder.checkpoint(), first);
        return first;
    }

    private boolean train(RunFolder folder, LargeCheckpoint checkpoint, PuzzleSet puzzles, QpSolver solver) {
        LargeTraining training = new LargeTraining(checkpoint, puzzles, solver);
        int done = checkpoint.epochs().size();
        if (done > 0 || checkpoint.present().steps() > 0) {
            out.println("resumed after epoch " + done + " and "
                    + checkpoint.present().steps() + " steps from " + folder.checkpoint());
        }
        out.println(testLine("true rules", checkpoint.ceiling()));
        out.println(testLine("at the start", checkpoint.start()));
        checkpoint.epochs().forEach(epoch -> out.println(epoch.line()));
        for (int epoch = done; epoch < checkpoint.plannedEpochs(); epoch++) {
            LargeEpoch finished = training.finishEpoch(
                    request.stepsBetweenCheckpoints(),
                    reached -> JsonFiles.write(folder.checkpoint(), reached),
                    terminal);
            LargeCheckpoint reached = training.checkpoint();
            JsonFiles.write(folder.checkpoint(), reached);
            JsonFiles.write(folder.metrics(), metrics(reached));
            out.println(finished.line());
        }
        conclude(folder, training.checkpoint(), puzzles, solver);
        return training.checkpoint().unsolved() == 0;
    }

    private static String testLine(String what, HeldOutScore score) {
        return String.format(
                Locale.ROOT,
                "%-12s test loss %.5f, cells wrong %6.2f %%, boards %6.2f %%",
                what,
                score.loss(),
                100 * score.cellError(),
                100 * score.boardError());
    }

    private void conclude(RunFolder folder, LargeCheckpoint end, PuzzleSet puzzles, QpSolver solver) {
        LargeSettings settings = end.settings();
        HeldOutScore last = end.epochs().get(end.epochs().size() - 1).test();
        JsonFiles.write(folder.metrics(), metrics(end));
        JsonFiles.write(
                folder.model(),
                new Model<>(version, end.backend(), settings, end.epochs().size(), end.weights()));
        out.printf("%n%s%n", GivensTable.of(last, end.ceiling()));
        LargeModel before =
                new LargeModel(solver, settings.grid(), settings.startWeights(puzzles), settings.precision());
        LargeModel after = new LargeModel(solver, settings.grid(), end.weights(), settings.precision());
        Samples.show(puzzles.test(), before::forward, after::forward, out);
        String title = settings.size() + "x" + settings.size() + ", seed "
                + settings.training().seed() + ", " + end.backend();
        boolean drawn = Pictures.write(folder.learningCurve(), () -> LargePictures.learningCurve(title, end), out)
                && Pictures.write(
                        folder.errorByGivens(), () -> LargePictures.errorByGivens(title, last, end.ceiling()), out);
        out.println("written to " + folder.path() + ": metrics.json, model.json, checkpoint.json"
                + (drawn ? ", learning-curve.png, error-by-givens.png" : ""));
        if (end.unsolved() > 0) {
            out.println(end.unsolved() + " quadratic programs were not solved; they counted as wrong boards");
        }
    }

    private LargeMetrics metrics(LargeCheckpoint reached) {
        return new LargeMetrics(
                version,
                reached.backend(),
                reached.settings().training().seed(),
                reached.settings(),
                reached.unsolved(),
                reached.ceiling(),
                reached.start(),
                reached.epochs());
    }
}
