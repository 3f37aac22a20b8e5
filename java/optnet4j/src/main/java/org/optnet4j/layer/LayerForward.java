package org.optnet4j.layer;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;

/**
 * One forward pass of a {@link QpLayer}: the solution, and the way back. Learned arrays and inputs must not change
 * between the forward pass and the last backward pass.
 */
public final class LayerForward implements AutoCloseable {
    private final QpLayer layer;
    private final Values values;
    private final Map<String, BatchArray> inputs;
    private final QpSolution solution;

    LayerForward(QpLayer layer, Values values, Map<String, BatchArray> inputs, QpSolution solution) {
        this.layer = layer;
        this.values = values;
        this.inputs = inputs;
        this.solution = solution;
    }

    /**
     * The solved batch: multipliers, statuses, residuals.
     *
     * @return the solution, closed with this forward pass
     */
    public QpSolution solution() {
        return solution;
    }

    /**
     * The output of the layer, the minimisers.
     *
     * @return batchSize x n numbers, per problem
     */
    public BatchArray x() {
        return solution.x();
    }

    /**
     * The gradient of a loss that depends on the output.
     *
     * @param dLdx gradient of the loss with respect to x: n numbers per problem, or shared by the batch
     * @return the gradient with respect to the learned parameters and the inputs
     * @throws IllegalArgumentException if the argument has the wrong length or precision
     * @throws IllegalStateException if this pass is closed, or the solver was not asked to keep factorisations
     */
    public LayerGradients backward(BatchArray dLdx) {
        return backward(dLdx, null, null);
    }

    /**
     * The gradient of a loss that depends on the output and the multipliers; null stands for zero.
     *
     * @param dLdx gradient of the loss with respect to x: n numbers per problem, or shared by the batch
     * @param dLdnu gradient of the loss with respect to nu: p numbers per problem, or shared by the batch
     * @param dLdlambda gradient of the loss with respect to lambda: m numbers per problem, or shared by the batch
     * @return the gradient with respect to the learned parameters and the inputs
     * @throws IllegalArgumentException if an argument has the wrong length or precision
     * @throws IllegalStateException if this pass is closed, or the solver was not asked to keep factorisations
     */
    public LayerGradients backward(
            @Nullable BatchArray dLdx, @Nullable BatchArray dLdnu, @Nullable BatchArray dLdlambda) {
        QpGradients gradients = solution.gradients(dLdx, dLdnu, dLdlambda, layer.targets());
        ChainRule chain = new ChainRule(values, solution, layer.parameters(), inputs);
        layer.backward(chain, gradients);
        return chain.toGradients(solution.batch().precision());
    }

    /** Closes the solution, which frees what was kept for the backward pass. */
    @Override
    public void close() {
        solution.close();
    }
}
