package org.optnet4j.experiments.denoise;

import java.io.PrintStream;
import java.nio.file.Files;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.terminal.Terminal;

/** One run of the denoising experiment: begins in an empty folder, or resumes in that of a run that was stopped. */
public final class DenoiseRun {
    private final DenoiseRequest request;
    private final String version;
    private final PrintStream out;
    private final Terminal terminal;

    /**
     * @param request what to do
     * @param version of OptNet4J, for the records
     * @param out where to print
     * @param terminal where to show progress
     */
    public DenoiseRun(DenoiseRequest request, String version, PrintStream out, Terminal terminal) {
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
     * @throws org.optnet4j.examples.io.InputException if the request cannot be met
     */
    public boolean run(Function<String, QpSolver> openSolver) {
        try (QpSolver solver = openSolver.apply(backendToAskFor())) {
            RunFolder folder = new RunFolder(request.folder(solver.backend()));
            RunSettings settings = existing(folder);
            if (settings == null) {
                settings = request.settings(solver.backend());
                folder.clear();
                JsonFiles.write(folder.settings(), settings);
            } else {
                request.check(folder.path(), solver.backend(), settings);
            }
            return new Experiment(settings, folder, solver, version, out, terminal).run();
        }
    }

    /** A resumed run goes on with the back end it began with. */
    private String backendToAskFor() {
        if (request.backend() != null) {
            return request.backend();
        }
        RunSettings settings = request.out() == null ? null : existing(new RunFolder(request.out()));
        return settings == null ? "auto" : settings.backend();
    }

    /** The settings of the run to resume; null for a new run, also if there is nothing to resume. */
    private @Nullable RunSettings existing(RunFolder folder) {
        return request.resume() && Files.exists(folder.settings()) ? RunSettings.read(folder.settings()) : null;
    }
}
