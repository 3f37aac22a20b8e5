package org.optnet4j.experiments.classify;

import static org.optnet4j.djl.Parametrisation.feasibleAt;
import static org.optnet4j.djl.Parametrisation.learned;
import static org.optnet4j.djl.Parametrisation.lowerTriangular;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.UniformInitializer;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.optnet4j.Precision;
import org.optnet4j.djl.OptNetBlock;
import org.optnet4j.djl.UnsolvedListener;

/** The networks that are compared: two hidden layers and, before the softmax, one of two last layers. */
public enum Classifier {
    /** FC600-FC10-OptNet10: a quadratic program with 50 inequalities. */
    optnet(Classifier::quadraticProgram),

    /** FC600-FC10-FC10. */
    fc(ignored -> Linear.builder().setUnits(Images.CLASSES).build());

    private static final int HIDDEN = 600;
    private static final int INEQUALITIES = 50;
    private static final double EPSILON = 1e-4;

    private final Function<Solving, Block> lastLayer;

    Classifier(Function<Solving, Block> lastLayer) {
        this.lastLayer = lastLayer;
    }

    /**
     * How quadratic programs are solved.
     *
     * @param start of the learned parameters
     * @param backend name of the back end
     * @param pool threads of the solver
     * @param listener told of what is not solved
     */
    record Solving(OptNetStart start, String backend, ForkJoinPool pool, UnsolvedListener listener) {}

    /** A new network, not initialized. */
    Block network(Solving solving) {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(HIDDEN).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(Images.CLASSES).build())
                .add(Activation::relu)
                .add(lastLayer.apply(solving));
    }

    /** Q = LL' + 1e-4 I, q the activations, h = G z0 + s0; G starts uniform in [-1, 1), z0 at zero. */
    private static Block quadraticProgram(Solving solving) {
        return OptNetBlock.builder(Images.CLASSES, INEQUALITIES, 0)
                .Q(lowerTriangular(learned("L", solving.start().factor()), EPSILON))
                .G(learned("G", new UniformInitializer(1)))
                .h(feasibleAt(
                        learned("z0", Initializer.ZEROS),
                        learned("s0", solving.start().slack())))
                .solveIn(Precision.FLOAT64)
                .backend(solving.backend())
                .pool(solving.pool())
                .onUnsolved(solving.listener())
                .build();
    }
}
