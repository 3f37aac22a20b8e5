package org.optnet4j.experiments.denoise;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.random.RandomStreams;
import org.optnet4j.examples.terminal.Terminal;

/**
 * The experiment in its folder: total variation first, then one model after the other, with a checkpoint after every
 * epoch, and the pictures in the end. Whatever the folder holds of it already is not done again.
 */
final class Experiment {
    private static final int TRAIN = 1;
    private static final int TEST = 2;
    private static final int START = 3;
    private static final int ORDER = 4;

    private final RunSettings settings;
    private final RunFolder folder;
    private final QpSolver solver;
    private final String version;
    private final PrintStream out;
    private final Terminal terminal;
    private final Signals signals;
    private final Map<ModelKind, ModelMetrics> reached = new EnumMap<>(ModelKind.class);
    private final Map<ModelKind, Denoised> shown = new EnumMap<>(ModelKind.class);

    /**
     * @param settings of the run
     * @param folder of the run, with the settings in it
     * @param solver what solves the quadratic programs
     * @param version of OptNet4J, for the records
     * @param out where to print
     * @param terminal where to show progress
     */
    Experiment(
            RunSettings settings,
            RunFolder folder,
            QpSolver solver,
            String version,
            PrintStream out,
            Terminal terminal) {
        this.settings = settings;
        this.folder = folder;
        this.solver = solver;
        this.version = version;
        this.out = out;
        this.terminal = terminal;
        this.signals = new Signals(
                SignalSet.draw(settings.law(), settings.train(), settings.seed(), TRAIN),
                SignalSet.draw(settings.law(), settings.test(), settings.seed(), TEST));
    }

    /** Runs to the end; says whether every quadratic program was solved. */
    boolean run() {
        out.printf(
                Locale.ROOT,
                "denoising: %d training and %d test signals of length %d, noise %s, batch %d, seed %d, back end %s%n",
                settings.train(),
                settings.test(),
                settings.law().length(),
                settings.law().noise(),
                settings.batch(),
                settings.seed(),
                solver.backend());
        TotalVariation totalVariation =
                new TotalVariation(solver, settings.law().length());
        TotalVariationResult best = search(totalVariation);
        SignalSet examples = signals.test().range(0, Math.min(SignalPlot.SIGNALS, settings.test()));
        for (TrainingSettings training : settings.models()) {
            train(training, best, examples);
        }
        Metrics metrics = metrics(best);
        JsonFiles.write(folder.metrics(), metrics);
        out.print(ResultTable.of(metrics));
        draw(metrics, examples, totalVariation.denoise(examples.noisy(), best.lambda()));
        out.println("written to " + folder.path());
        if (metrics.unsolved() > 0) {
            out.println(metrics.unsolved()
                    + " quadratic programs were not solved; their signals counted as they are, with the noise");
        }
        return metrics.unsolved() == 0;
    }

    private TotalVariationResult search(TotalVariation totalVariation) {
        Path file = folder.totalVariation();
        if (Files.exists(file)) {
            return TotalVariationResult.read(file);
        }
        TotalVariationResult result = new LambdaSearch(totalVariation).run(signals.train(), signals.test(), terminal);
        JsonFiles.write(file, result);
        return result;
    }

    private void train(TrainingSettings settingsOfModel, TotalVariationResult best, SignalSet examples) {
        ModelKind kind = settingsOfModel.model();
        SortedMap<String, double[]> start =
                kind.start(settings.size(), best.lambda(), RandomStreams.at(settings.seed(), START, kind.ordinal()));
        Path file = folder.checkpoint(kind);
        Checkpoint from = Files.exists(file) ? Checkpoint.read(file, start) : Checkpoint.start(start);
        try (Denoiser model = kind.open(settings.size(), from.copyParameters(), solver)) {
            Training training = new Training(
                    settingsOfModel,
                    settings.batch(),
                    signals,
                    epoch -> RandomStreams.at(settings.seed(), ORDER, epoch),
                    model,
                    from);
            out.println(kind.title() + ":");
            from.epochs().forEach(this::print);
            for (int epoch = from.epochs().size(); epoch < settingsOfModel.epochs(); epoch++) {
                print(training.nextEpoch(terminal));
                Checkpoint checkpoint = training.checkpoint();
                JsonFiles.write(file, checkpoint);
                reached.put(kind, ModelMetrics.during(kind, checkpoint));
                JsonFiles.write(folder.metrics(), metrics(best));
            }
            reached.put(kind, ModelMetrics.after(kind, training.checkpoint(), training.measureTrain(terminal)));
            try (Denoiser.Pass pass = model.forward(examples.noisy())) {
                shown.put(kind, pass.output());
            }
            if (kind == ModelKind.LEARN_D) {
                DifferencesPlot.write(
                        folder,
                        settings.size(),
                        start.get("D"),
                        model.parameters().get("D"),
                        out);
            }
        }
    }

    private Metrics metrics(TotalVariationResult best) {
        return new Metrics(version, settings, best, List.copyOf(reached.values()));
    }

    private void print(EpochMetrics metrics) {
        out.printf(
                Locale.ROOT,
                "  epoch %3d   MSE of the training steps %8.3f, test MSE %8.3f   %.1f s%n",
                metrics.epoch(),
                metrics.runningTrainMse(),
                metrics.testMse(),
                metrics.seconds());
    }

    private void draw(Metrics metrics, SignalSet examples, Denoised byTotalVariation) {
        LambdaPlot.write(folder, metrics.totalVariation(), out);
        Optional<ModelKind> best = metrics.models().stream()
                .min(Comparator.comparingDouble(ModelMetrics::testMse))
                .map(ModelMetrics::model);
        if (best.isPresent()) {
            LearningCurves.write(folder, metrics, out);
            shown.keySet().retainAll(Set.of(best.get()));
        }
        SignalPlot.write(folder, examples, byTotalVariation, shown, out);
    }
}
