package org.optnet4j.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.loss.Loss;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Convolution, activation, a fully connected layer for each input of the block, the block, a fully connected layer and
 * softmax cross-entropy, in FLOAT64, on a few random images of three classes.
 */
final class Network implements AutoCloseable {
    static final int BATCH = 3;
    private static final int CLASSES = 3;

    private final Model model;
    private final Trainer trainer;
    private final NDManager manager;
    private final NDList images;
    private final NDList labels;

    Network(OptNetBlock block, int[] inputSizes, Random random) {
        model = Model.newInstance("network");
        model.setDataType(DataType.FLOAT64);
        model.setBlock(blocks(block, inputSizes));
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optInitializer(new NormalInitializer(0.5f), Parameter.Type.WEIGHT));
        manager = trainer.getManager().newSubManager();
        manager.getEngine().setRandomSeed(random.nextInt());
        trainer.initialize(new Shape(BATCH, 1, 5, 5));
        images = new NDList(
                Numbers.array(manager, DataType.FLOAT64, Numbers.gaussian(random, BATCH * 25), BATCH, 1, 5, 5));
        labels = new NDList(Numbers.array(manager, DataType.FLOAT64, classes(random), BATCH, 1));
    }

    Map<String, NDArray> parameters() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        model.getBlock()
                .getParameters()
                .forEach(pair -> arrays.put(pair.getKey(), pair.getValue().getArray()));
        return arrays;
    }

    double loss() {
        try (NDManager scope = manager.newSubManager()) {
            NDList output = trainer.evaluate(images);
            output.attach(scope);
            return trainer.getLoss().evaluate(labels, output).toDoubleArray()[0];
        }
    }

    /** The gradients that DJL's own collector gives. */
    Map<String, double[]> gradients() {
        try (GradientCollector collector = trainer.newGradientCollector()) {
            collector.backward(trainer.getLoss().evaluate(labels, trainer.forward(images, labels)));
        }
        return read();
    }

    /** The gradients that two phases give. */
    Map<String, double[]> gradientsInTwoPhases() {
        try (GradientCollector collector = trainer.newGradientCollector();
                TwoPhase pass = TwoPhase.of(model.getBlock())) {
            pass.backward(collector, trainer.getLoss().evaluate(labels, trainer.forward(images, labels)));
        }
        return read();
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }

    private Map<String, double[]> read() {
        Map<String, double[]> gradients = new LinkedHashMap<>();
        parameters().forEach((name, array) -> {
            try (NDArray gradient = array.getGradient()) {
                gradients.put(name, gradient.toType(DataType.FLOAT64, false).toDoubleArray());
                gradient.subi(gradient.duplicate());
            }
        });
        return gradients;
    }

    private static Block blocks(OptNetBlock block, int[] inputSizes) {
        ParallelBlock inputs = new ParallelBlock(lists -> {
            NDList all = new NDList();
            lists.forEach(all::addAll);
            return all;
        });
        for (int size : inputSizes) {
            inputs.add(Linear.builder().setUnits(size).build());
        }
        return new SequentialBlock()
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(3, 3))
                        .setFilters(2)
                        .build())
                .add(Activation::tanh)
                .add(Blocks.batchFlattenBlock())
                .add(inputs)
                .add(block)
                .add(Linear.builder().setUnits(CLASSES).build());
    }

    private static double[] classes(Random random) {
        return random.ints(BATCH, 0, CLASSES).asDoubleStream().toArray();
    }
}
