package org.optnet4j.experiments.classify;

import ai.djl.ndarray.NDManager;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.plot.Pictures;
import org.optnet4j.examples.sudoku.ResumeCheck;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.experiments.engine.PyTorch;

/**
 * The whole experiment in its folder: trains each network with each seed, writes a checkpoint and the results after every
 * epoch, and tells the user.
 */
public final class ClassifyRun {
    private final ClassifyRequest request;
    private final String version;
    private final PrintStream out;
    private final Terminal terminal;

    /**
     * An experiment.
     *
     * @param request what to do
     * @param version of OptNet4J, for the records
     * @param out where to print
     * @param terminal where to show progress
     */
    public ClassifyRun(ClassifyRequest request, String version, PrintStream out, Terminal terminal) {
        this.request = request;
        this.version = version;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Runs to the end.
     *
     * @return whether every quadratic program on the way was solved
     * @throws InputException if the request cannot be met
     */
    public boolean run() {
        ExperimentFolder folder = new ExperimentFolder(request.folder());
        Plan before = before(folder.plan());
        Plan plan = request.plan(before);
        if (before != null) {
            requireNoFewer(plan.epochs(), folder);
        }
        DataFolder data = new DataFolder(Path.of(plan.data()));
        Images trainImages = data.train().limitedTo(plan.trainLimit());
        Images testImages = data.test();
        requireSameSize(trainImages, testImages);
        // All that can be refused is, before anything of an earlier experiment is lost.
        String backend = backend(plan);
        folder.create();
        if (before == null) {
            folder.removeResults();
        }
        JsonFiles.write(folder.plan(), plan);
        Batches train = Batches.ofTraining(trainImages);
        Batches test = train.like(testImages);
        long checksum = 31 * trainImages.checksum() + testImages.checksum();
        out.printf(
                "%s: %d training and %d test images, batch %d, back end %s, threads %d%n",
                data.name(), train.count(), test.count(), plan.batch(), backend, plan.threads());
        List<Metrics.Run> runs = new ArrayList<>();
        try (NDManager engine = PyTorch.open(plan.threads())) {
            for (long seed : plan.seeds()) {
                for (Classifier model : plan.models()) {
                    RunSettings settings = new RunSettings(
                            model,
                            plan.start(),
                            seed,
                            plan.batch(),
                            plan.learningRate(),
                            train.count(),
                            test.count(),
                            checksum,
                            backend,
                            plan.threads());
                    runs.add(new Metrics.Run(settings, List.of()));
                    train(settings, plan.epochs(), folder, data.name(), runs, train, test);
                }
            }
        }
        return conclude(folder, runs);
    }

    /** The plan to go on with; null for a new experiment, also if one to resume was stopped before it had a plan. */
    private @Nullable Plan before(Path plan) {
        return request.resume() && Files.exists(plan)
                ? JsonFiles.read(plan, Plan.class, "the plan of an experiment")
                : null;
    }

    /** Runs of which some are longer than others have no mean. */
    private static void requireNoFewer(int epochs, ExperimentFolder folder) {
        if (!Files.exists(folder.metrics())) {
            return;
        }
        int done = JsonFiles.read(folder.metrics(), Metrics.class, "the metrics of an experiment").runs().stream()
                .mapToInt(run -> run.epochs().size())
                .max()
                .orElse(0);
        new ResumeCheck(folder.metrics().getParent()).atLeast(epochs, done);
    }

    private void train(
            RunSettings settings,
            int wanted,
            ExperimentFolder folder,
            String data,
            List<Metrics.Run> runs,
            Batches train,
            Batches test) {
        Path file = folder.checkpoint(settings);
        Checkpoint from = request.resume() && Files.exists(file) ? existing(file, settings) : null;
        ForkJoinPool pool = new ForkJoinPool(settings.threads());
        try (Training training = new Training(settings, train, test, pool, from)) {
            training.epochs().forEach(epoch -> print(settings, epoch));
            while (training.epochs().size() < wanted) {
                EpochMetrics metrics = training.nextEpoch(terminal);
                training.checkpoint().write(file);
                print(settings, metrics);
                record(settings, training, folder, data, runs);
            }
            record(settings, training, folder, data, runs);
        } finally {
            pool.shutdown();
        }
    }

    private void record(
            RunSettings settings, Training training, ExperimentFolder folder, String data, List<Metrics.Run> runs) {
        runs.set(runs.size() - 1, new Metrics.Run(settings, training.epochs()));
        Metrics metrics = new Metrics(version, data, List.copyOf(runs));
        JsonFiles.write(folder.metrics(), metrics);
        Pictures.write(folder.learningCurves(), () -> LearningCurves.draw(metrics), out);
    }

    private static Checkpoint existing(Path file, RunSettings settings) {
        Checkpoint checkpoint = Checkpoint.read(file);
        if (!checkpoint.state().settings().equals(settings)) {
            throw new InputException(file + ": expected a checkpoint with " + settings + ", got one with "
                    + checkpoint.state().settings());
        }
        return checkpoint;
    }

    private boolean conclude(ExperimentFolder folder, List<Metrics.Run> runs) {
        out.println();
        for (Classifier model : Classifier.values()) {
            List<Metrics.Run> own =
                    runs.stream().filter(run -> run.settings().model() == model).toList();
            if (!own.isEmpty()) {
                double[] errors = own.stream()
                        .mapToDouble(run ->
                                100 * run.epochs().get(run.epochs().size() - 1).testError())
                        .toArray();
                double best = own.stream()
                        .flatMap(run -> run.epochs().stream())
                        .mapToDouble(epoch -> 100 * epoch.testError())
                        .min()
                        .orElseThrow();
                Spread spread = Spread.of(errors);
                out.printf(
                        Locale.ROOT,
                        "%-6s  test error after the last epoch: mean %.2f %%, from %.2f to %.2f %% (%d seeds); best epoch %.2f %%%n",
                        model,
                        spread.mean(),
                        spread.least(),
                        spread.most(),
                        errors.length,
                        best);
            }
        }
        out.println("written to " + folder.path() + ": metrics.json, learning-curves.png, plan.json, checkpoints");
        long unsolved = runs.stream()
                .flatMap(run -> run.epochs().stream())
                .mapToLong(EpochMetrics::unsolved)
                .sum();
        if (unsolved > 0) {
            out.println(unsolved + " quadratic programs were not solved; the network got zeros for them");
        }
        return unsolved == 0;
    }

    private void print(RunSettings settings, EpochMetrics metrics) {
        out.printf(
                Locale.ROOT,
                "%-13s epoch %3d   training loss %.4f, error %5.2f %%   test loss %.4f, error %5.2f %%   %.1f s%n",
                settings.name(),
                metrics.epoch(),
                metrics.trainLoss(),
                100 * metrics.trainError(),
                metrics.testLoss(),
                100 * metrics.testError(),
                metrics.seconds());
    }

    /** The back end that {@code auto} stands for here. */
    private static String backend(Plan plan) {
        try (QpSolver solver = QpSolver.builder().backend(plan.backend()).build()) {
            return solver.backend();
        }
    }

    private static void requireSameSize(Images train, Images test) {
        if (train.pixelsPerImage() != test.pixelsPerImage()) {
            throw new InputException("--data: expected test images of " + train.pixelsPerImage()
                    + " pixels like the training images, got " + test.pixelsPerImage());
        }
    }
}
