package org.optnet4j.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.optnet4j.djl.Parametrisation.feasibleAt;
import static org.optnet4j.djl.Parametrisation.learned;
import static org.optnet4j.djl.Parametrisation.lowerTriangular;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.optnet4j.Precision;

/** The code about DJL in the README is the code of this file, and runs. */
class ReadmeTest {
    @Test
    void theCodeIsTheOneTestedHere() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        String section = readme.substring(readme.indexOf("## In a DJL network\n"));
        String source = Files.readString(Path.of("src/test/java/org/optnet4j/djl/ReadmeTest.java"));
        assertEquals(
                between(source, "// README begins\n", "// README ends").stripIndent(),
                between(section, "```java\n", "```"));
    }

    @Test
    void theCodeTrains() throws IOException, TranslateException {
        try (Model model = Model.newInstance("readme")) {
            ArrayDataset images = new ArrayDataset.Builder()
                    .setData(model.getNDManager().randomNormal(new Shape(64, 784)))
                    .optLabels(model.getNDManager().arange(64f).mod(10).reshape(64, 1))
                    .setSampling(32, false)
                    .build();
            Block network = example(model, images);
            assertArrayEquals(
                    new long[] {50, 10},
                    network.getParameters().get("04OptNetBlock_G").getShape().getShape());
        }
    }

    private static Block example(Model model, Dataset images) throws IOException, TranslateException {
        // README begins
        OptNetBlock optNet = OptNetBlock.builder(10, 50, 0) // 10 variables, 50 inequalities, no equalities
                .Q(lowerTriangular(learned("L", new UniformInitializer(1f)), 1e-4)) // Q = LL' + 1e-4 I
                .G(learned("G", new UniformInitializer(1f)))
                .h(feasibleAt(learned("z0", Initializer.ZEROS), learned("s0", Initializer.ONES))) // h = G z0 + s0
                .solveIn(Precision.FLOAT64)
                .build();
        Block network = new SequentialBlock()
                .add(Linear.builder().setUnits(600).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(10).build())
                .add(optNet); // its input is q
        model.setBlock(network);
        try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()))) {
            trainer.initialize(new Shape(1, 784));
            EasyTrain.fit(trainer, 1, images, null);
        }
        // README ends
        return network;
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
