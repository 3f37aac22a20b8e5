package org.optnet4j.experiments.denoise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.optnet4j.examples.random.Permutations;
import org.optnet4j.examples.terminal.Progress;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.training.DivergedException;

/**
 * The training of one model, epoch by epoch, from a checkpoint to the next. Everything random depends on the seed and on
 * the epoch alone, so a training that was stopped and continued is the same to the last bit.
 */
final class Training {
    private static final int MEASURED_TOGETHER = 250;
    private static final String REMEDY = "a smaller --lr or a larger --batch";

    private final TrainingSettings settings;
    private final int batch;
    private final Signals signals;
    private final LongFunction<SplittableRandom> orders;
    private final Denoiser model;
    private final Optimizer optimizer;
    private final List<EpochMetrics> epochs;
    private long unsolved;

    /**
     * @param settings of this training
     * @param batch signals per step
     * @param signals to train and to measure on
     * @param orders gives each epoch its random numbers
     * @param model whose parameters are those of the checkpoint
     * @param from where to go on
     */
    Training(
            TrainingSettings settings,
            int batch,
            Signals signals,
            LongFunction<SplittableRandom> orders,
            Denoiser model,
            Checkpoint from) {
        this.settings = settings;
        this.batch = batch;
        this.signals = signals;
        this.orders = orders;
        this.model = model;
        this.optimizer = new Optimizer(settings.learningRate(), from.adam());
        this.epochs = new ArrayList<>(from.epochs());
        this.unsolved = from.unsolved();
    }

    /**
     * Trains one epoch and measures it on the test signals.
     *
     * @throws DivergedException if a loss is not finite any more, or no quadratic program can be solved
     */
    EpochMetrics nextEpoch(Terminal terminal) {
        long started = System.nanoTime();
        int epoch = epochs.size() + 1;
        int count = signals.train().size() + signals.test().size();
        Score trained = new Score();
        Score tested;
        String task = settings.model().option() + " epoch " + epoch;
        try (Progress progress = Progress.start(task, count, " signals", terminal)) {
            train(epoch, trained, progress);
            tested = measure(signals.test(), progress);
        }
        check("test loss", tested, epoch, stepsPerEpoch());
        DivergedException.requireSolved(
                settings.model().option(), tested.unsolved(), signals.test().size(), epoch, REMEDY);
        unsolved += trained.unsolved() + tested.unsolved();
        double seconds = (System.nanoTime() - started) * 1e-9;
        EpochMetrics metrics = new EpochMetrics(epoch, trained.mse(), tested.mse(), seconds);
        epochs.add(metrics);
        return metrics;
    }

    /** Measures the model as it is now on the training signals. */
    Score measureTrain(Terminal terminal) {
        String task = settings.model().option();
        try (Progress progress = Progress.start(task, signals.train().size(), " signals", terminal)) {
            return measure(signals.train(), progress);
        }
    }

    /** Everything needed to go on from here later. */
    Checkpoint checkpoint() {
        SortedMap<String, double[]> parameters = new TreeMap<>();
        model.parameters().forEach((name, values) -> parameters.put(name, values.clone()));
        return new Checkpoint(RunSettings.FORMAT, parameters, optimizer.states(), unsolved, List.copyOf(epochs));
    }

    private void train(int epoch, Score score, Progress progress) {
        SignalSet train = signals.train();
        int[] order = Permutations.draw(train.size(), orders.apply(epoch));
        long steps = (long) settings.epochs() * stepsPerEpoch();
        long before = (long) (epoch - 1) * stepsPerEpoch();
        for (int from = 0; from < order.length; from += batch) {
            int to = Math.min(from + batch, order.length);
            int step = from / batch;
            SignalSet chosen = train.choose(order, from, to);
            try (Denoiser.Pass pass = model.forward(chosen.noisy())) {
                score.add(chosen, pass.output());
                check("training loss", score, epoch, step + 1);
                SortedMap<String, double[]> gradient =
                        pass.gradient(chosen.lossGradient(pass.output().signals()));
                optimizer.step(model.parameters(), gradient, 1 - (double) (before + step) / steps);
            }
            progress.step(to - from);
            progress.note(String.format(Locale.ROOT, "MSE %.2f", score.mse()));
        }
    }

    private int stepsPerEpoch() {
        return (signals.train().size() - 1) / batch + 1;
    }

    private void check(String loss, Score score, int epoch, int step) {
        DivergedException.check(settings.model().option(), loss, score.mse(), epoch, step, REMEDY);
    }

    private Score measure(SignalSet set, Progress progress) {
        Score score = new Score();
        for (int from = 0; from < set.size(); from += MEASURED_TOGETHER) {
            int to = Math.min(from + MEASURED_TOGETHER, set.size());
            SignalSet some = set.range(from, to);
            try (Denoiser.Pass pass = model.forward(some.noisy())) {
                score.add(some, pass.output());
            }
            progress.step(to - from);
        }
        return score;
    }
}
