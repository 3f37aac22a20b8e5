package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;

/**
 * The parameters of a batch of problems in the engine's graph of gradients, and the residuals of their optimality
 * conditions as functions of them.
 *
 * @param definition sizes, and how Q is held
 * @param batch how many problems there are
 * @param Q n x n, or its diagonal
 */
record LiveProblem(
        QpDefinition definition,
        int batch,
        Live Q,
        Live q,
        @Nullable Live A,
        @Nullable Live b,
        @Nullable Live G,
        @Nullable Live h) {

    /** Whether the stationarity condition depends on anything that has a gradient. */
    boolean stationarityHasGradient() {
        return anyHasGradient(Q, q, A, G);
    }

    /** Whether the equalities do. */
    boolean equalitiesHaveGradient() {
        return anyHasGradient(A, b);
    }

    /** Whether the inequalities do. */
    boolean inequalitiesHaveGradient() {
        return anyHasGradient(G, h);
    }

    /**
     * The problems for the solver, in the same memory where type and layout allow it.
     *
     * @param type what the solver works in
     * @param ownVectors whether each problem is to have its own q, b and h, and so its own gradients of them
     */
    QpBatch toBatch(DataType type, boolean ownVectors) {
        QpBatch.Builder builder = QpBatch.builder(batch, definition.n());
        if (!definition.isDiagonal()) {
            builder.Q(numbers(Q, type));
        } else if (Q.perProblem()) {
            builder.Qdiag(numbers(Q, type));
        } else {
            // One matrix costs little, and only with matrices are problems solved in the fast form of the solver.
            builder.Q(numbers(Q.with(Q.array().mul(identity())), type));
        }
        builder.q(vector(q, type, ownVectors));
        if (A != null && b != null) {
            builder.A(numbers(A, type)).b(vector(b, type, ownVectors));
        }
        if (G != null && h != null) {
            builder.G(numbers(G, type)).h(vector(h, type, ownVectors));
        }
        return builder.build();
    }

    /** <i>Qx + q + A'&nu; + G'&lambda;</i>, batch x n. */
    NDArray stationarity(NDArray x, @Nullable NDArray nu, @Nullable NDArray lambda) {
        NDArray residual = quadraticTimes(x).add(q.array());
        if (A != null && nu != null) {
            residual = residual.add(A.transposedTimes(nu));
        }
        if (G != null && lambda != null) {
            residual = residual.add(G.transposedTimes(lambda));
        }
        return residual;
    }

    /** <i>Ax - b</i>, batch x p. */
    NDArray equalities(NDArray x) {
        return Objects.requireNonNull(A)
                .times(Live.constant(x))
                .array()
                .sub(Objects.requireNonNull(b).array());
    }

    /** <i>Gx - h</i>, batch x m; <i>Gx</i> where h is infinite. */
    NDArray inequalities(NDArray x) {
        NDArray bound = Objects.requireNonNull(h).array();
        NDArray finite = NDArrays.where(bound.isInfinite(), bound.zerosLike(), bound);
        return Objects.requireNonNull(G).times(Live.constant(x)).array().sub(finite);
    }

    private NDArray quadraticTimes(NDArray x) {
        if (definition.isDiagonal()) {
            return x.mul(Q.array());
        }
        NDArray product = Q.transposedTimes(x);
        if (definition.isSymmetric()) {
            return product;
        }
        // An array, because the engine's graph keeps it: DJL makes one of a number in Java's memory, and drops that.
        NDArray half = x.getManager().full(new Shape(1), 0.5f, x.getDataType());
        return product.add(Q.times(Live.constant(x)).array()).mul(half);
    }

    private NDArray identity() {
        return Q.array()
                .getManager()
                .eye(definition.n(), definition.n(), 0, Q.array().getDataType());
    }

    private BatchArray vector(Live live, DataType type, boolean own) {
        if (!own || live.perProblem()) {
            return numbers(live, type);
        }
        Shape shape = new Shape(batch).addAll(live.array().getShape());
        return numbers(Live.constant(live.array().broadcast(shape)), type);
    }

    private static BatchArray numbers(Live live, DataType type) {
        return Tensors.view(live.array().toType(type, false), live.perProblem());
    }

    private static boolean anyHasGradient(@Nullable Live... lives) {
        return Stream.of(lives).anyMatch(live -> live != null && live.gradient());
    }
}
