package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;

/**
 * The numbers of a vector or matrix in the engine's graph of gradients.
 *
 * @param array with the batch as first dimension if there is one block per problem
 * @param perProblem whether there is; otherwise all problems share the block
 * @param gradient whether it may depend on something that has a gradient; engines do not tell
 */
record Live(NDArray array, boolean perProblem, boolean gradient) {
    /** Numbers for each problem that depend on nothing. */
    static Live constant(NDArray array) {
        return new Live(array, true, false);
    }

    /** Another array computed from this one alone. */
    Live with(NDArray computed) {
        return new Live(computed, perProblem, gradient);
    }

    /** <i>Mz</i>, this being M. */
    Live times(Live z) {
        NDArray product;
        if (perProblem && z.perProblem) {
            product = array.matMul(z.array.expandDims(2)).squeeze(2);
        } else if (z.perProblem) {
            product = z.array.matMul(array.transpose());
        } else {
            product = array.matMul(z.array);
        }
        return computedWith(z, product);
    }

    /** <i>M'y</i>, this being M, with one y per problem. */
    NDArray transposedTimes(NDArray y) {
        return perProblem ? y.expandDims(1).matMul(array).squeeze(1) : y.matMul(array);
    }

    Live plus(Live other) {
        return computedWith(other, array.add(other.array));
    }

    private Live computedWith(Live other, NDArray computed) {
        return new Live(computed, perProblem || other.perProblem, gradient || other.gradient);
    }
}
