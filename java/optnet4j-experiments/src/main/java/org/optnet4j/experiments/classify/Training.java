package org.optnet4j.experiments.classify;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.Loss;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.random.Permutations;
import org.optnet4j.examples.random.RandomStreams;
import org.optnet4j.examples.terminal.Progress;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.training.DivergedException;
import org.optnet4j.experiments.engine.PyTorch;

/** The training of one network by DJL's own loop, epoch by epoch, from a checkpoint to the next. */
final class Training implements AutoCloseable {
    private static final int START = 1;
    private static final int ORDER = 2;
    private static final int MEASURED_TOGETHER = 500;
    private static final String REMEDY = "a smaller --lr or a larger --batch";

    private final RunSettings settings;
    private final Batches train;
    private final Batches test;
    private final Model model;
    private final Trainer trainer;
    private final RestorableAdam adam;
    private final List<EpochMetrics> epochs;
    private final AtomicLong unsolved = new AtomicLong();
    private RunningScore trainScore;

    /**
     * Builds the network.
     *
     * @param from where to go on; null: at the start
     * @throws InputException if the checkpoint does not fit the network
     */
    Training(RunSettings settings, Batches train, Batches test, ForkJoinPool pool, @Nullable Checkpoint from) {
        this.settings = settings;
        this.train = train;
        this.test = test;
        model = Model.newInstance(settings.name(), PyTorch.NAME);
        model.getNDManager()
                .getEngine()
                .setRandomSeed(RandomStreams.at(settings.seed(), START).nextInt());
        model.setBlock(settings.model()
                .network(new Classifier.Solving(
                        settings.start(), settings.backend(), pool, (index, status) -> unsolved.incrementAndGet())));
        adam = new RestorableAdam(settings.learningRate());
        epochs = new ArrayList<>();
        Loss loss = Loss.softmaxCrossEntropyLoss();
        trainScore = new RunningScore(loss);
        if (from != null) {
            restore(from);
        }
        trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optOptimizer(adam)
                .optDevices(new ai.djl.Device[] {ai.djl.Device.cpu()})
                .addTrainingListeners(new TrainingListenerAdapter() {
                    @Override
                    public void onTrainingBatch(Trainer source, BatchData data) {
                        data.getLabels()
                                .forEach((device, labels) -> trainScore.add(
                                        labels, data.getPredictions().get(device)));
                    }
                }));
        trainer.initialize(new Shape(settings.batch(), train.pixelsPerImage()));
    }

    /** What the finished epochs measured. */
    List<EpochMetrics> epochs() {
        return List.copyOf(epochs);
    }

    /**
     * Trains one epoch and measures it.
     *
     * @param terminal where to show progress
     * @throws DivergedException if a loss is not finite any more, or no quadratic program can be solved
     */
    EpochMetrics nextEpoch(Terminal terminal) {
        long started = System.nanoTime();
        int epoch = epochs.size() + 1;
        trainScore = new RunningScore(trainer.getLoss());
        RunningScore testScore = new RunningScore(trainer.getLoss());
        unsolved.set(0);
        String task = settings.name() + ", epoch " + epoch;
        try (Progress progress = Progress.start(task, (long) train.count() + test.count(), " images", terminal)) {
            train(epoch, progress);
            long trained = unsolved.get();
            measure(testScore, progress);
            DivergedException.requireSolved(settings.name(), unsolved.get() - trained, test.count(), epoch, REMEDY);
        }
        int steps = (train.count() - 1) / settings.batch() + 1;
        DivergedException.check(settings.name(), "test loss", testScore.loss(), epoch, steps, REMEDY);
        double seconds = (System.nanoTime() - started) * 1e-9;
        EpochMetrics metrics = new EpochMetrics(
                epoch,
                trainScore.loss(),
                trainScore.error(),
                testScore.loss(),
                testScore.error(),
                unsolved.get(),
                seconds);
        epochs.add(metrics);
        return metrics;
    }

    /** Everything needed to go on from here later. */
    Checkpoint checkpoint() {
        return new Checkpoint(
                settings,
                epochs(),
                written(model.getBlock()::saveParameters),
                written(out -> adam.save(model.getBlock(), out)));
    }

    @Override
    public void close() {
        trainer.close();
        model.getBlock().clear();
        model.close();
    }

    private void train(int epoch, Progress progress) {
        int[] order = Permutations.draw(train.count(), RandomStreams.at(settings.seed(), ORDER, epoch));
        for (int from = 0; from < order.length; from += settings.batch()) {
            int to = Math.min(from + settings.batch(), order.length);
            try (Batch batch = train.batch(trainer.getManager(), order, from, to)) {
                EasyTrain.trainBatch(trainer, batch);
                trainer.step();
            }
            int step = from / settings.batch() + 1;
            DivergedException.check(settings.name(), "training loss", trainScore.loss(), epoch, step, REMEDY);
            progress.step(to - from);
            progress.note(String.format(
                    Locale.ROOT, "loss %.3f, error %.1f %%", trainScore.loss(), 100 * trainScore.error()));
        }
    }

    private void measure(RunningScore score, Progress progress) {
        int[] inOrder = IntStream.range(0, test.count()).toArray();
        for (int from = 0; from < inOrder.length; from += MEASURED_TOGETHER) {
            int to = Math.min(from + MEASURED_TOGETHER, inOrder.length);
            try (Batch batch = test.batch(trainer.getManager(), inOrder, from, to)) {
                NDList predictions = trainer.evaluate(batch.getData());
                score.add(batch.getLabels(), predictions);
            }
            progress.step(to - from);
        }
    }

    private void restore(Checkpoint from) {
        Block block = model.getBlock();
        try {
            block.loadParameters(model.getNDManager(), stream(from.network()));
            adam.load(block, model.getNDManager(), stream(from.adam()));
        } catch (IOException | MalformedModelException e) {
            throw new InputException(
                    settings.name() + ": expected a checkpoint of this network, got another: " + e.getMessage(), e);
        }
        epochs.addAll(from.state().epochs());
    }

    private static DataInputStream stream(byte[] content) {
        return new DataInputStream(new ByteArrayInputStream(content));
    }

    private static byte[] written(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }
}
