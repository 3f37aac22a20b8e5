package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListener.BatchData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gradients of networks with large quadratic programs, in two phases: first the loss with respect to the minimisers, then
 * the minimisers with respect to what is before them, with one right-hand side per problem instead of n, and without
 * memory for n (n + m + p) numbers per problem (more with l, lb and ub). The gradients are the same.
 *
 * <pre>{@code
 * for (Batch batch : trainer.iterateDataset(dataset)) {
 *     TwoPhase.trainBatch(trainer, batch);
 *     trainer.step();
 *     batch.close();
 * }
 * }</pre>
 *
 * <p>Or in a loop of one's own: open a pass on the network, run it forward in training, and call
 * {@link #backward(GradientCollector, NDArray)} in the place of the collector's.
 *
 * <p>What one phase costs more is n - 1 solutions of the adjoint system, each some percent of the forward pass, or a
 * factorisation and more where problems are answered in the normal form; and what it needs more is the memory. Blocks with fewer than {@value #LEAST_VARIABLES} variables keep their way: for them both are
 * small. Around the others no connection may lead: what the loss reaches without them must not be what they are
 * computed from, for its graph is gone after the first phase (a parameter may well be used on both sides). Nor may two of
 * them, side by side, be computed from the same part of the network, whose graph is gone after the first of them. The
 * engine then says that it cannot go through a graph a second time; such networks train in DJL's own loop.
 */
public final class TwoPhase implements AutoCloseable {
    /** From this many variables on, {@link #trainBatch} and {@link #of} defer a block. */
    public static final int LEAST_VARIABLES = 32;

    /** A forward pass whose way back is still to go. */
    private record Deferred(ForwardPass pass, NDArray output) {}

    private final List<OptNetBlock> blocks;
    private final List<Deferred> deferred = new ArrayList<>();

    private TwoPhase(List<OptNetBlock> blocks) {
        this.blocks = blocks;
        blocks.forEach(block -> block.deferTo(this));
    }

    /**
     * Begins a pass: until it is closed, the large quadratic programs of a network leave their gradients to it.
     *
     * @param network the network, whose training passes run in this thread only
     * @return the pass, to be closed
     */
    public static TwoPhase of(Block network) {
        return of(network, LEAST_VARIABLES);
    }

    /**
     * Begins a pass, with another notion of large.
     *
     * @param network the network, whose training passes run in this thread only
     * @param leastVariables the number of variables from which on a block leaves its gradients to the pass
     * @return the pass, to be closed
     */
    public static TwoPhase of(Block network, int leastVariables) {
        List<OptNetBlock> large = new ArrayList<>();
        collect(network, leastVariables, large);
        return new TwoPhase(large);
    }

    /**
     * Trains on one batch, like {@link EasyTrain#trainBatch}: forward, loss, gradients, listeners; the caller steps and
     * closes the batch.
     *
     * @param trainer the trainer
     * @param batch the batch, on the trainer's engine
     */
    public static void trainBatch(Trainer trainer, Batch batch) {
        BatchData data = new BatchData(batch, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        try (GradientCollector collector = trainer.newGradientCollector()) {
            for (Batch split : batch.split(trainer.getDevices(), false)) {
                try (TwoPhase pass = of(trainer.getModel().getBlock())) {
                    NDList labels = split.getLabels();
                    NDList predictions = trainer.forward(split.getData(), labels);
                    pass.backward(collector, trainer.getLoss().evaluate(labels, predictions));
                    data.getLabels().put(labels.head().getDevice(), labels);
                    data.getPredictions().put(predictions.head().getDevice(), predictions);
                }
            }
        }
        trainer.notifyListeners(listener -> listener.onTrainingBatch(trainer, data));
    }

    /**
     * Adds the gradient of a loss to the parameters' gradients.
     *
     * @param collector the one collector that is open
     * @param loss a number computed from what the network put out in this pass
     */
    public void backward(GradientCollector collector, NDArray loss) {
        collector.backward(loss);
        for (int i = deferred.size() - 1; i >= 0; i--) {
            Deferred last = deferred.get(i);
            collector.backward(last.pass().pullBack(last.output().getGradient()));
        }
    }

    /** Frees what the pass holds; the blocks go back to their own way. */
    @Override
    public void close() {
        blocks.forEach(block -> block.deferTo(null));
        deferred.forEach(each -> each.pass().close());
        deferred.clear();
    }

    /** The minimisers as a leaf, at which the first phase ends. */
    NDArray defer(ForwardPass pass) {
        NDArray leaf = pass.minimisers().duplicate();
        leaf.setRequiresGradient(true);
        deferred.add(new Deferred(pass, leaf));
        return leaf;
    }

    private static void collect(Block block, int leastVariables, List<OptNetBlock> large) {
        if (block instanceof OptNetBlock optNet && optNet.n() >= leastVariables) {
            large.add(optNet);
        }
        block.getChildren().values().forEach(child -> collect(child, leastVariables, large));
    }
}
