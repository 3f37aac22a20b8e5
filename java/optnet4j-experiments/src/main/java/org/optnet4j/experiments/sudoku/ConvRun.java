package org.optnet4j.experiments.sudoku;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.plot.Pictures;
import org.optnet4j.examples.sudoku.EpochMetrics;
import org.optnet4j.examples.sudoku.LearningCurve;
import org.optnet4j.examples.sudoku.ResumeCheck;
import org.optnet4j.examples.sudoku.RunFolder;
import org.optnet4j.examples.sudoku.TrainingSettings;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.experiments.engine.PyTorch;

/**
 * One run of the convolutional network in its folder: begins or resumes, trains, writes a checkpoint after every epoch and
 * in the end the results, and tells the user.
 */
public final class ConvRun {
    private final ConvRequest request;
    private final String version;
    private final PrintStream out;
    private final Terminal terminal;

    /**
     * Prepares a run.
     *
     * @param request what to do
     * @param version of OptNet4J, for the records
     * @param out where to print
     * @param terminal where to show progress
     */
    public ConvRun(ConvRequest request, String version, PrintStream out, Terminal terminal) {
        this.request = request;
        this.version = version;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Runs to the end.
     *
     * @throws org.optnet4j.examples.io.InputException if the request cannot be met
     */
    public void run() {
        RunFolder folder = new RunFolder(request.folder(), "checkpoint.zip", "model.npz");
        boolean found = request.run().resume() && Files.exists(folder.checkpoint());
        ConvState state = found ? ConvCheckpoint.readState(folder.checkpoint()) : request.start();
        ResumeCheck check = new ResumeCheck(folder.path());
        check.check(request.run(), state.settings(), state.epochs().size());
        check.same("--channels", request.channels(), state.shape().channels());
        check.same("--threads", request.threads(), state.threads());
        check.same("--planes", request.planes(), state.shape().planes());
        // Before hours of training, not after them.
        Optional<OptNetCurve> optnet = OptNetCurve.find(request.compare(), state.settings(), out);
        int epochs = request.run().epochsOr(state.plannedEpochs());
        try (NDManager manager = PyTorch.open(state.threads())) {
            ConvCheckpoint from =
                    found ? ConvCheckpoint.read(folder.checkpoint(), manager) : ConvCheckpoint.start(state, manager);
            ConvCheckpoint end = train(folder, from.withPlannedEpochs(epochs), manager);
            conclude(folder, end, optnet);
        }
    }

    private ConvCheckpoint train(RunFolder folder, ConvCheckpoint from, NDManager manager) {
        ConvState state = from.state();
        TrainingSettings settings = state.settings();
        ConvTraining training = new ConvTraining(from, manager);
        int done = state.epochs().size();
        folder.create();
        if (done == 0) {
            folder.removeResults();
        }
        from.write(folder.checkpoint());
        out.printf(
                "mini-Sudoku%s: %d training and %d test puzzles, batch %d, seed %d; ten layers of %d filters over %s, "
                        + "%,d numbers to learn, %s, threads %d%n",
                settings.hard() ? " (hard)" : "",
                settings.train(),
                settings.test(),
                settings.batch(),
                settings.seed(),
                state.shape().channels(),
                state.shape().planes(),
                state.shape().size(),
                PyTorch.NAME,
                state.threads());
        if (request.run().resume()) {
            out.println(
                    done == 0
                            ? "no finished epoch in " + folder.path() + ": starting from the beginning"
                            : "resumed after epoch " + done + " from " + folder.checkpoint());
        }
        state.epochs().forEach(epoch -> out.println(epoch.line()));
        for (int epoch = done; epoch < state.plannedEpochs(); epoch++) {
            EpochMetrics metrics = training.nextEpoch(terminal);
            ConvCheckpoint reached = training.checkpoint();
            reached.write(folder.checkpoint());
            JsonFiles.write(folder.metrics(), metrics(reached.state()));
            out.println(metrics.line());
        }
        return training.checkpoint();
    }

    private void conclude(RunFolder folder, ConvCheckpoint end, Optional<OptNetCurve> optnet) {
        ConvState state = end.state();
        EpochMetrics kept = state.epochs().get(state.keptEpoch() - 1);
        JsonFiles.write(folder.metrics(), metrics(state));
        byte[] model = end.kept().encode(NDList.Encoding.NPZ);
        AtomicFile.write(folder.model(), stream -> stream.write(model));
        out.printf(
                Locale.ROOT,
                "kept the model of epoch %d, the lowest training loss: test board error %.2f %%%n",
                kept.epoch(),
                100 * kept.testBoardError());
        TrainingSettings settings = state.settings();
        String title = "mini-Sudoku" + (settings.hard() ? " (hard)" : "") + ", seed " + settings.seed();
        boolean drawn = Pictures.write(
                folder.learningCurve(),
                () -> LearningCurve.draw(title + ", conv", state.epochs(), state.stepLosses()),
                out);
        boolean compared = optnet.isPresent()
                && Pictures.write(
                        folder.comparison(),
                        () -> ModelCurves.draw(
                                title,
                                optnet.get().epochs(),
                                state.epochs(),
                                state.shape().channels(),
                                !settings.hard()),
                        out);
        out.println("written to " + folder.path() + ": metrics.json, model.npz, checkpoint.zip"
                + (drawn ? ", learning-curve.png" : "") + (compared ? ", models.png" : ""));
        if (optnet.isEmpty()) {
            out.println("for both models in one picture: optnet4j sudoku " + OptNetCurve.Puzzles.of(settings)
                    + ", and then this run again with --resume");
        }
    }

    private ConvMetrics metrics(ConvState state) {
        return new ConvMetrics(
                version,
                PyTorch.NAME,
                state.settings().seed(),
                new ConvMetrics.Settings("conv", state.settings(), state.shape(), state.threads()),
                state.keptEpoch(),
                0,
                state.epochs());
    }
}
