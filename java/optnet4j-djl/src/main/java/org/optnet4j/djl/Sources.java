package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.optnet4j.BatchArray;
import org.optnet4j.djl.Parametrisation.Exponential;
import org.optnet4j.djl.Parametrisation.Fixed;
import org.optnet4j.djl.Parametrisation.Input;
import org.optnet4j.djl.Parametrisation.Learned;
import org.optnet4j.djl.Parametrisation.Negative;
import org.optnet4j.djl.Parametrisation.Source;

/**
 * What the sources hold in one forward pass.
 *
 * @param scope what all arrays made on the way belong to; not the managers of parameters and inputs, which live longer
 * @param type of all arrays
 * @param batch how many problems there are
 * @param inputs of the block
 * @param weights the learned parameters on the device of the inputs, by name
 */
record Sources(NDManager scope, DataType type, int batch, List<NDArray> inputs, Map<String, Weight> weights) {
    /**
     * A learned parameter.
     *
     * @param array its numbers
     * @param gradient whether it is not frozen
     */
    record Weight(NDArray array, boolean gradient) {}

    /**
     * The numbers of a source.
     *
     * @param shape of one block
     */
    Live of(Source source, Shape shape) {
        if (source instanceof Input input) {
            NDArray array = inputs.get(input.index());
            return new Live(here(array.reshape(new Shape(batch).addAll(shape))), true, true);
        }
        if (source instanceof Learned learned) {
            Weight weight = weights.get(learned.name());
            return new Live(here(weight.array().reshape(shape)), false, weight.gradient());
        }
        if (source instanceof Fixed fixed) {
            return new Live(Tensors.of(scope, type, shape, BatchArray.shared(fixed.values())), false, false);
        }
        if (source instanceof Negative negative) {
            Live live = of(negative.source(), shape);
            return live.with(live.array().neg());
        }
        Live live = of(((Exponential) source).logarithm(), shape);
        return live.with(exponential(live.array()));
    }

    /** Where it is infinite, as an absent bound may be, its gradient is zero; the engine's would be none times infinity. */
    private static NDArray exponential(NDArray logarithm) {
        NDArray value = logarithm.stopGradient().exp();
        NDArray infinite = value.isInfinite();
        NDArray bounded = NDArrays.where(infinite, logarithm.zerosLike(), logarithm);
        return NDArrays.where(infinite, value, bounded.exp());
    }

    /**
     * The same sources, but with zeros, which get no gradient, for the inputs of the problems that were not solved.
     *
     * @param solved whether each was, with a dimension of size 1 after the batch
     */
    Sources onlyOf(NDArray solved) {
        return new Sources(
                scope,
                type,
                batch,
                inputs.stream().map(input -> only(solved, input)).toList(),
                weights);
    }

    /** The n x n matrix with ones on and below its diagonal. */
    NDArray lowerTriangle(int n) {
        double[] ones = new double[n * n];
        for (int i = 0; i < n; i++) {
            Arrays.fill(ones, i * n, i * n + i + 1, 1);
        }
        return Tensors.of(scope, type, new Shape(n, n), BatchArray.shared(ones));
    }

    /** The n x n identity. */
    NDArray identity(int n) {
        return scope.eye(n, n, 0, type);
    }

    private NDArray only(NDArray solved, NDArray input) {
        NDArray rows = here(input.reshape(batch, input.size() / batch));
        return NDArrays.where(solved.broadcast(rows.getShape()), rows, rows.zerosLike());
    }

    private NDArray here(NDArray array) {
        array.attach(scope);
        return array;
    }
}
