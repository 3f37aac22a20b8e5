package org.optnet4j.experiments.classify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.optimizer.Optimizer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Adam (Kingma and Ba, 2015) by the engine's own update, with a memory that can be saved and restored, which that of DJL's
 * optimizer cannot.
 */
final class RestorableAdam extends Optimizer {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;
    private static final float NO_DECAY = 0;
    private static final float NO_SCALE = 1;
    private static final float NO_CLIPPING = -1;

    /** What is remembered of one parameter. */
    private static final class Memory {
        private int steps;
        private final NDArray mean;
        private final NDArray variance;

        Memory(int steps, NDArray mean, NDArray variance) {
            this.steps = steps;
            this.mean = mean;
            this.variance = variance;
        }
    }

    private static final class Options extends OptimizerBuilder<Options> {
        @Override
        protected Options self() {
            return this;
        }
    }

    private final float learningRate;
    private final Map<String, Memory> memories = new HashMap<>();

    RestorableAdam(double learningRate) {
        super(new Options());
        this.learningRate = (float) learningRate;
    }

    @Override
    public void update(String parameterId, NDArray weight, NDArray grad) {
        Memory memory =
                memories.computeIfAbsent(parameterId, id -> new Memory(0, weight.zerosLike(), weight.zerosLike()));
        memory.steps++;
        double meanScale = 1 - StrictMath.pow(BETA1, memory.steps);
        double varianceScale = 1 - StrictMath.pow(BETA2, memory.steps);
        float corrected = (float) (learningRate * Math.sqrt(varianceScale) / meanScale);
        weight.getNDArrayInternal()
                .adamUpdate(
                        new NDList(weight, grad, memory.mean, memory.variance),
                        new NDList(weight),
                        learningRate,
                        corrected,
                        NO_DECAY,
                        NO_SCALE,
                        NO_CLIPPING,
                        BETA1,
                        BETA2,
                        EPSILON,
                        true,
                        false);
    }

    /** Writes what is remembered of the parameters of a network, in their order. */
    void save(Block network, DataOutputStream out) throws IOException {
        for (Parameter parameter : network.getParameters().values()) {
            Memory memory = memories.get(parameter.getId());
            out.writeInt(memory.steps);
            out.write(memory.mean.encode());
            out.write(memory.variance.encode());
        }
    }

    /** Reads what {@link #save} wrote. */
    void load(Block network, NDManager manager, DataInputStream in) throws IOException {
        for (Parameter parameter : network.getParameters().values()) {
            int steps = in.readInt();
            memories.put(parameter.getId(), new Memory(steps, manager.decode(in), manager.decode(in)));
        }
    }
}
