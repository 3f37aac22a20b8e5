package org.optnet4j.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.optnet4j.djl.Parametrisation.feasibleAt;
import static org.optnet4j.djl.Parametrisation.fixed;
import static org.optnet4j.djl.Parametrisation.learned;
import static org.optnet4j.djl.Parametrisation.lowerTriangular;
import static org.optnet4j.djl.Parametrisation.scaledIdentity;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optnet4j.Precision;

/** The block in DJL's own loop, and in the one of two phases. */
@ExtendWith(Seed.class)
class TrainingTest {
    private static final int POINTS = 300;

    @Test
    void learnsInAnUnmodifiedLoop() throws IOException, TranslateException {
        Random random = Seed.random("fit");
        try (Model model = Model.newInstance("rings")) {
            model.getNDManager().getEngine().setRandomSeed(random.nextInt());
            model.setBlock(smallNetwork());
            EvaluatorTrainingListener evaluators = new EvaluatorTrainingListener();
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(Optimizer.adam()
                            .optLearningRateTracker(Tracker.fixed(0.02f))
                            .build())
                    .addEvaluator(new Accuracy())
                    .addTrainingListeners(evaluators);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, 2));
                ArrayDataset points = rings(trainer.getManager(), random);
                EasyTrain.fit(trainer, 25, points, points);
                float accuracy = trainer.getTrainingResult().getValidateEvaluation("Accuracy");
                assertTrue(accuracy > 0.9, "accuracy " + accuracy);
            }
            try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
                    NDManager manager = NDManager.newBaseManager()) {
                NDList inner = predictor.predict(new NDList(manager.create(new float[] {0.1f, 0}, new Shape(1, 2))));
                assertTrue(inner.singletonOrThrow().argMax(1).getLong() == 0);
            }
        }
    }

    @Test
    void twoPhasesTrainTheSameNetwork() throws IOException, TranslateException {
        Random random = Seed.random("two phases");
        long seed = random.nextLong();
        double[] onePhase = trained(seed, EasyTrain::trainBatch);
        double[] twoPhases = trained(seed, TwoPhase::trainBatch);
        assertArrayEquals(onePhase, twoPhases, 1e-4);
        assertTrue(DoubleStream.of(onePhase).allMatch(Double::isFinite));
    }

    /** How a trainer trains on a batch. */
    private interface Step {
        void train(Trainer trainer, Batch batch);
    }

    /** All parameters of a network with a large block after an epoch. */
    private static double[] trained(long seed, Step step) throws IOException, TranslateException {
        Random random = new Random(seed);
        try (Model model = Model.newInstance("large")) {
            model.getNDManager().getEngine().setRandomSeed(random.nextInt());
            model.setBlock(largeNetwork(random));
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(Optimizer.sgd()
                            .setLearningRateTracker(Tracker.fixed(0.1f))
                            .build())
                    .addEvaluator(new Accuracy())
                    .addTrainingListeners(new EvaluatorTrainingListener());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, 2));
                for (Batch batch : trainer.iterateDataset(rings(trainer.getManager(), random))) {
                    step.train(trainer, batch);
                    trainer.step();
                    batch.close();
                }
            }
            List<Double> numbers = new ArrayList<>();
            for (NDArray array : model.getBlock().getParameters().values().stream()
                    .map(parameter -> parameter.getArray())
                    .toList()) {
                DoubleStream.of(array.toType(DataType.FLOAT64, false).toDoubleArray())
                        .forEach(numbers::add);
            }
            return numbers.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    private static SequentialBlock smallNetwork() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(16).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(4).build())
                .add(OptNetBlock.builder(4, 10, 0)
                        .Q(lowerTriangular(learned("L", new UniformInitializer(1f)), 0.1))
                        .G(learned("G", new UniformInitializer(1f)))
                        .h(feasibleAt(learned("z0", Initializer.ZEROS), learned("s0", Initializer.ONES)))
                        .build())
                .add(Linear.builder().setUnits(2).build());
    }

    private static SequentialBlock largeNetwork(Random random) {
        int n = TwoPhase.LEAST_VARIABLES;
        return new SequentialBlock()
                .add(Linear.builder().setUnits(n).build())
                .add(OptNetBlock.builder(n, 10, 0)
                        .Q(scaledIdentity(learned("c", 1)))
                        .G(learned("G", Numbers.gaussian(random, 10 * n)))
                        .h(fixed(Numbers.uniform(random, 10, 0.1, 1)))
                        .solveIn(Precision.FLOAT64)
                        .build())
                .add(Linear.builder().setUnits(2).build());
    }

    /** Points near the origin, class 0, and around them, class 1. */
    private static ArrayDataset rings(NDManager manager, Random random) {
        double[] points = new double[2 * POINTS];
        double[] labels = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            labels[i] = i % 2;
            double radius = labels[i] + random.nextDouble() / 2 + 0.1;
            double angle = 2 * Math.PI * random.nextDouble();
            points[2 * i] = radius * Math.cos(angle);
            points[2 * i + 1] = radius * Math.sin(angle);
        }
        return new ArrayDataset.Builder()
                .setData(Numbers.array(manager, DataType.FLOAT32, points, POINTS, 2))
                .optLabels(Numbers.array(manager, DataType.FLOAT32, labels, POINTS, 1))
                .setSampling(30, false)
                .build();
    }
}
