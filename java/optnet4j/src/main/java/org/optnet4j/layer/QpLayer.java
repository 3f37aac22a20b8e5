package org.optnet4j.layer;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpSolver;

/**
 * A quadratic program as a layer: <i>x = argmin &frac12; x'Qx + q'x</i> subject to <i>Ax = b</i>, <i>Gx &le; h</i>, where
 * each parameter is fixed, learned, an input, or computed from such as {@link Parametrisation} says.
 *
 * <pre>{@code
 * double[] A = ...; // 40 x 64, an optimiser updates it in place
 * QpLayer layer = QpLayer.builder(64, 64, 40)
 *         .Q(fixed(Q))
 *         .q(input("puzzle"))
 *         .A(learned("A", A))
 *         .b(feasibleAt(exp(learned("logZ0", logZ0))))
 *         .G(fixed(minusIdentity))
 *         .h(fixed(new double[64]))
 *         .build();
 * try (LayerForward forward = layer.forward(solver, 150, Map.of("puzzle", BatchArray.perProblem(puzzles)))) {
 *     LayerGradients gradients = forward.backward(BatchArray.perProblem(dLdx));
 *     adam.step(A, gradients.of("A").doubles());
 * }
 * }</pre>
 *
 * <p>What all problems share is computed, and factored, once for the batch. A layer is immutable but for the arrays of
 * its learned parameters; all its arrays and inputs have one precision.
 */
public final class QpLayer {
    private final int n;
    private final int m;
    private final int p;

    private QpLayer(Builder builder) {
        n = builder.n;
        m = builder.m;
        p = builder.p;
    }

    /**
     * Begins a layer.
     *
     * @param n how many variables, at least 1
     * @param m how many inequalities, 0 or more
     * @param p how many equalities, 0 or more
     * @return a builder; {@code Q} and {@code q} have to be set, {@code A} and {@code b} if p &gt; 0, {@code G} and
     *     {@code h} if m &gt; 0
     * @throws IllegalArgumentException if a size is too small
     */
    public static Builder builder(int n, int m, int p) {
        return new Builder(n, m, p);
    }

    /**
     * How many variables the problems have: the length of the output.
     *
     * @return n
     */
    public int n() {
        return n;
    }

    /**
     * How many inequalities the problems have.
     *
     * @return m
     */
    public int m() {
        return m;
    }

    /**
     * How many equalities the problems have.
     *
     * @return p
     */
    public int p() {
        return p;
    }

    /**
     * The learned parameters.
     *
     * @return each name with its value, which wraps the array the optimiser updates; in order of the names
     */
    public Map<String, BatchArray> parameters() {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Solves the layer's problems.
     *
     * @param solver what solves them
     * @param batchSize how many problems there are
     * @param inputs a value for each input by name, per problem or shared, in the precision of the layer
     * @return the forward pass; close it when the gradients have been taken
     * @throws IllegalArgumentException if an input is missing, unknown, or has the wrong length or precision
     */
    public LayerForward forward(QpSolver solver, int batchSize, Map<String, BatchArray> inputs) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Collects the parametrisations of a {@link QpLayer}. */
    public static final class Builder {
        private final int n;
        private final int m;
        private final int p;
        private @Nullable Parametrisation Q;
        private Parametrisation.@Nullable Source q;
        private Parametrisation.@Nullable Source A;
        private @Nullable Parametrisation b;
        private Parametrisation.@Nullable Source G;
        private @Nullable Parametrisation h;

        private Builder(int n, int m, int p) {
            this.n = n;
            this.m = m;
            this.p = p;
        }

        /**
         * Sets where Q comes from.
         *
         * @param source the source of Q, n x n
         * @return this builder
         */
        public Builder Q(Parametrisation.Source source) {
            Q = Objects.requireNonNull(source, "Q");
            return this;
        }

        /**
         * Sets Q = LL' + epsilon I.
         *
         * @param factored where L comes from
         * @return this builder
         */
        public Builder Q(Parametrisation.Factored factored) {
            Q = Objects.requireNonNull(factored, "Q");
            return this;
        }

        /**
         * Sets where q comes from.
         *
         * @param source the source of q, n
         * @return this builder
         */
        public Builder q(Parametrisation.Source source) {
            q = Objects.requireNonNull(source, "q");
            return this;
        }

        /**
         * Sets where A comes from.
         *
         * @param source the source of A, p x n
         * @return this builder
         */
        public Builder A(Parametrisation.Source source) {
            A = Objects.requireNonNull(source, "A");
            return this;
        }

        /**
         * Sets where b comes from.
         *
         * @param source the source of b, p
         * @return this builder
         */
        public Builder b(Parametrisation.Source source) {
            b = Objects.requireNonNull(source, "b");
            return this;
        }

        /**
         * Sets b = A z0.
         *
         * @param through where z0 comes from
         * @return this builder
         */
        public Builder b(Parametrisation.Through through) {
            b = Objects.requireNonNull(through, "b");
            return this;
        }

        /**
         * Sets where G comes from.
         *
         * @param source the source of G, m x n
         * @return this builder
         */
        public Builder G(Parametrisation.Source source) {
            G = Objects.requireNonNull(source, "G");
            return this;
        }

        /**
         * Sets where h comes from.
         *
         * @param source the source of h, m
         * @return this builder
         */
        public Builder h(Parametrisation.Source source) {
            h = Objects.requireNonNull(source, "h");
            return this;
        }

        /**
         * Sets h = G z0 + s0.
         *
         * @param through where z0 and s0 come from
         * @return this builder
         */
        public Builder h(Parametrisation.ThroughWithSlack through) {
            h = Objects.requireNonNull(through, "h");
            return this;
        }

        /**
         * Makes the layer.
         *
         * @return the layer
         * @throws IllegalArgumentException if a parameter is missing or not allowed, a fixed or learned value has the
         *     wrong length, precisions are mixed, or two different sources have the same name
         */
        public QpLayer build() {
            return new QpLayer(this);
        }
    }
}
