package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpParameter;

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
        @Nullable Live h,
        @Nullable Live l,
        @Nullable Live lb,
        @Nullable Live ub) {

    /** The vectors whose {@link #residual} depends on anything that has a gradient. */
    Set<QpParameter> residualsWithGradient() {
        Set<QpParameter> found = EnumSet.noneOf(QpParameter.class);
        addIf(anyHasGradient(Q, q, A, G), QpParameter.q, found);
        addIf(b != null && anyHasGradient(A, b), QpParameter.b, found);
        addIf(h != null && anyHasGradient(G, h), QpParameter.h, found);
        addIf(l != null && anyHasGradient(G, l), QpParameter.l, found);
        addIf(anyHasGradient(lb), QpParameter.lb, found);
        addIf(anyHasGradient(ub), QpParameter.ub, found);
        return found;
    }

    /**
     * The problems for the solver, in the same memory where type and layout allow it.
     *
     * @param type what the solver works in
     * @param ownVectors whether each problem is to have vectors of its own, and so its own gradients of them
     */
    QpBatch toBatch(DataType type, boolean ownVectors) {
        QpBatch.Builder builder = QpBatch.builder(batch, definition.n());
        if (!definition.isDiagonal()) {
            builder.Q(numbers(Q, type));
        } else if (Q.perProblem() || lb != null || ub != null || l != null) {
            builder.Qdiag(numbers(Q, type));
        } else {
            // One matrix costs little, and only with matrices are problems solved in the fast form of the solver.
            builder.Q(numbers(Q.with(Q.array().mul(identity())), type));
        }
        builder.q(vector(q, type, ownVectors));
        if (A != null && b != null) {
            builder.A(numbers(A, type)).b(vector(b, type, ownVectors));
        }
        if (G != null) {
            builder.G(numbers(G, type));
        }
        given(h, builder::h, type, ownVectors);
        given(l, builder::l, type, ownVectors);
        given(lb, builder::lb, type, ownVectors);
        given(ub, builder::ub, type, ownVectors);
        return builder.build();
    }

    /**
     * By how much an optimality condition is missed, but for what depends on no parameter: for q <i>Qx + q + A'&nu; +
     * G'&lambda;</i>, batch x n; for b <i>Ax - b</i>; for h and l <i>Gx</i> less the bound; for lb and ub <i>x</i> less the
     * bound. Infinite bounds count as zero.
     *
     * @param lambda multipliers of h less those of l
     */
    NDArray residual(QpParameter of, NDArray x, @Nullable NDArray nu, @Nullable NDArray lambda) {
        return switch (of) {
            case q -> stationarity(x, nu, lambda);
            case b -> along(A, x).sub(Objects.requireNonNull(b).array());
            case h -> along(G, x).sub(finite(h));
            case l -> along(G, x).sub(finite(l));
            case lb -> x.sub(finite(lb));
            case ub -> x.sub(finite(ub));
            case Q, A, G -> throw new IllegalArgumentException("of: expected a vector, got " + of);
        };
    }

    private NDArray stationarity(NDArray x, @Nullable NDArray nu, @Nullable NDArray lambda) {
        NDArray residual = quadraticTimes(x).add(q.array());
        if (A != null && nu != null) {
            residual = residual.add(A.transposedTimes(nu));
        }
        if (G != null && lambda != null) {
            residual = residual.add(G.transposedTimes(lambda));
        }
        return residual;
    }

    private static NDArray along(@Nullable Live matrix, NDArray x) {
        return Objects.requireNonNull(matrix).times(Live.constant(x)).array();
    }

    private static NDArray finite(@Nullable Live bound) {
        NDArray given = Objects.requireNonNull(bound).array();
        return NDArrays.where(given.isInfinite(), given.zerosLike(), given);
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

    private void given(@Nullable Live live, Consumer<BatchArray> set, DataType type, boolean own) {
        if (live != null) {
            set.accept(vector(live, type, own));
        }
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

    private static void addIf(boolean condition, QpParameter parameter, Set<QpParameter> to) {
        if (condition) {
            to.add(parameter);
        }
    }

    private static boolean anyHasGradient(@Nullable Live... lives) {
        return Stream.of(lives).anyMatch(live -> live != null && live.gradient());
    }
}
