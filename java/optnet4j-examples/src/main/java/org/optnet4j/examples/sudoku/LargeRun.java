package org.optnet4j.examples.sudoku;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSettings;
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
     * @param openSolver opens a solver on a back end given by name, with some settings
     * @return whether every quadratic program on the way was solved
     * @throws InputException if the request cannot be met
     */
    public boolean run(BiFunction<String, QpSettings, QpSolver> openSolver) {
        String asked = backendToAskFor();
        try (SmoothedSolvers solvers = new SmoothedSolvers(settings -> openSolver.apply(asked, settings))) {
            String backend = solvers.exact().backend();
            RunFolder folder = folder(request.folder(backend));
            LargeCheckpoint existing = existing(folder);
            if (existing != null) {
                ResumeCheck check = new ResumeCheck(folder.path());
                check.same("--backend", backend, existing.backend());
                boolean within = existing.present().steps() > 0;
                request.check(check, existing.settings(), existing.epochs().size() + (within ? 1 : 0));
            }
            LargeSettings settings = existing == null ? request.settings() : existing.settings();
            LargePuzzleSet puzzles = settings.puzzles();
            folder.create();
            announce(settings, backend);
            LargeCheckpoint checkpoint = existing == null ? begin(folder, settings, puzzles, solvers) : existing;
            Integer epochs = request.run().epochs();
            return train(
                    folder,
                    checkpoint.withPlannedEpochs(epochs == null ? checkpoint.plannedEpochs() : epochs),
                    puzzles,
                    solvers);
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
        RunSettings common = settings.run();
        out.printf(
                "%dx%d Sudoku%s: %d training boards and %d test puzzles, batch %d, %d equalities, start %s, schedule of %d"
                        + " steps, seed %d, back end %s, %s%n",
                settings.size(),
                settings.size(),
                common.hard() ? " (hard)" : "",
                common.train(),
                common.test(),
                common.batch(),
                settings.equalities(),
                settings.start(),
                settings.schedule().steps(),
                common.seed(),
                backend,
                settings.precision().toString().toLowerCase(Locale.ROOT));
    }

    private LargeCheckpoint begin(
            RunFolder folder, LargeSettings settings, LargePuzzleSet puzzles, SmoothedSolvers solvers) {
        if (request.run().resume()) {
            out.println("no checkpoint in " + folder.path() + ": starting from the beginning");
        }
        LargeCheckpoint first = LargeTraining.start(settings, request.epochs(settings), puzzles, solvers, terminal);
        folder.removeResults();
        return first;
    }

    private boolean train(
            RunFolder folder, LargeCheckpoint checkpoint, LargePuzzleSet puzzles, SmoothedSolvers solvers) {
        JsonFiles.write(folder.checkpoint(), checkpoint);
        LargeTraining training = new LargeTraining(checkpoint, puzzles, solvers);
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
        conclude(folder, training.checkpoint(), puzzles, solvers);
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

    private void conclude(RunFolder folder, LargeCheckpoint end, LargePuzzleSet puzzles, SmoothedSolvers solvers) {
        LargeSettings settings = end.settings();
        HeldOutScore last = end.epochs().get(end.epochs().size() - 1).test();
        JsonFiles.write(folder.metrics(), metrics(end));
        JsonFiles.write(
                folder.model(),
                new Model<>(version, end.backend(), settings, end.epochs().size(), end.equations()));
        out.printf("%n%s%n", GivensTable.of(last, end.ceiling()));
        LargeModel before = new LargeModel(
                solvers.exact(), settings.grid(), settings.startEquations(puzzles), settings.precision());
        LargeModel after = new LargeModel(solvers.exact(), settings.grid(), end.equations(), settings.precision());
        Samples.show(puzzles.test(), before::forward, after::forward, out);
        String title = settings.size() + "x" + settings.size() + ", seed "
                + settings.run().seed() + ", " + end.backend();
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
                reached.settings().run().seed(),
                reached.settings(),
                reached.unsolved(),
                reached.ceiling(),
                reached.start(),
                reached.epochs());
    }
}
