package org.optnet4j.layer;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpParameter;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.Parametrisation.Factored;
import org.optnet4j.layer.Parametrisation.Fixed;
import org.optnet4j.layer.Parametrisation.Source;
import org.optnet4j.layer.Parametrisation.Through;
import org.optnet4j.layer.Parametrisation.ThroughWithSlack;

/**
 * A quadratic program as a layer: <i>x = argmin &frac12; x'Qx + q'x</i> subject to <i>Ax = b</i>, <i>l &le; Gx &le; h</i>,
 * <i>lb &le; x &le; ub</i>, where each parameter is fixed, learned, an input, or computed from such as {@link
 * Parametrisation} says. Bounds that are not set are absent; Q may be given as its diagonal.
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

    private final @Nullable Parametrisation Q;
    private final @Nullable Source Qdiag;
    private final Source q;
    private final @Nullable Source A;
    private final @Nullable Parametrisation b;
    private final @Nullable Source G;
    private final @Nullable Parametrisation h;
    private final @Nullable Source l;
    private final @Nullable Source lb;
    private final @Nullable Source ub;
    private final Leaves leaves = new Leaves();
    private final GradientTargets targets;

    private QpLayer(Builder builder) {
        n = builder.n;
        m = builder.m;
        p = builder.p;
        Q = builder.Q;
        Qdiag = builder.Qdiag;
        if (Q != null && Qdiag != null) {
            throw new IllegalArgumentException("Qdiag: expected only one of Q and Qdiag, got both");
        }
        require("Q", Q != null ? Q : Qdiag);
        q = require("q", builder.q);
        A = requireRows("A", builder.A, p, "b", builder.b);
        b = requireRows("b", builder.b, p, "A", builder.A);
        h = builder.h;
        l = builder.l;
        Parametrisation eitherBound = h != null ? h : l;
        G = requireRows("G", builder.G, m, "h or l", eitherBound);
        requireRows("h or l", eitherBound, m, "G", G);
        lb = builder.lb;
        ub = builder.ub;

        addLeaves("Q", Q, n, n);
        addLeaves("Qdiag", Qdiag, n, 1);
        addLeaves("q", q, n, 1);
        addLeaves("A", A, p, n);
        addLeaves("b", b, p, 1);
        addLeaves("G", G, m, n);
        addLeaves("h", h, m, 1);
        addLeaves("l", l, m, 1);
        addLeaves("lb", lb, n, 1);
        addLeaves("ub", ub, n, 1);
        targets = GradientTargets.only(varying());
    }

    /**
     * Begins a layer.
     *
     * @param n how many variables, at least 1
     * @param m how many inequalities, 0 or more
     * @param p how many equalities, 0 or more
     * @return a builder; {@code Q} or {@code Qdiag}, and {@code q} have to be set, {@code A} and {@code b} if p &gt; 0,
     *     {@code G} and one or both of {@code h} and {@code l} if m &gt; 0
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
     * How many rows of inequalities the problems have, bounds of variables not among them.
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
    public SortedMap<String, BatchArray> parameters() {
        return leaves.learned();
    }

    /**
     * The inputs.
     *
     * @return each name with how many numbers it has per problem; in order of the names
     */
    public SortedMap<String, Integer> inputs() {
        return leaves.inputLengths();
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
        Objects.requireNonNull(solver, "solver");
        Map<String, BatchArray> given = Map.copyOf(inputs);
        leaves.requireInputs(batchSize, given);
        Values values = new Values(batchSize, given);
        QpBatch.Builder batch = QpBatch.builder(batchSize, n).q(values.of(q));
        if (Qdiag != null) {
            batch.Qdiag(values.of(Qdiag));
        } else {
            batch.Q(quadratic(values, Objects.requireNonNull(Q)));
        }
        if (A != null && b != null) {
            batch.A(values.of(A)).b(rightHandSide(values, A, b, p));
        }
        if (G != null) {
            batch.G(values.of(G));
            if (h != null) {
                batch.h(rightHandSide(values, G, h, m));
            }
            if (l != null) {
                batch.l(values.of(l));
            }
        }
        if (lb != null) {
            batch.lb(values.of(lb));
        }
        if (ub != null) {
            batch.ub(values.of(ub));
        }
        return new LayerForward(this, values, given, solver.solve(batch.build()));
    }

    /** The gradients that {@link #backward} carries on: those of what is not fixed. */
    GradientTargets targets() {
        return targets;
    }

    private QpParameter[] varying() {
        Map<QpParameter, Boolean> varies = Map.of(
                QpParameter.Q, varies(Q, null) || varies(Qdiag, null),
                QpParameter.q, varies(q, null),
                QpParameter.A, varies(A, null),
                QpParameter.b, varies(b, A),
                QpParameter.G, varies(G, null),
                QpParameter.h, varies(h, G),
                QpParameter.l, varies(l, null),
                QpParameter.lb, varies(lb, null),
                QpParameter.ub, varies(ub, null));
        return varies.keySet().stream().filter(varies::get).toArray(QpParameter[]::new);
    }

    private static boolean varies(@Nullable Parametrisation parametrisation, @Nullable Source matrix) {
        if (parametrisation instanceof Factored factored) {
            return varies(factored.factor(), null);
        }
        if (parametrisation instanceof Through through) {
            return varies(matrix, null) || varies(through.point(), null);
        }
        if (parametrisation instanceof ThroughWithSlack through) {
            return varies(matrix, null) || varies(through.point(), null) || varies(through.slack(), null);
        }
        return parametrisation != null && !(parametrisation instanceof Fixed);
    }

    /** Carries the gradients of the problems' parameters on to the arrays of this layer. */
    void backward(ChainRule chain, QpGradients gradients) {
        if (Qdiag != null) {
            chain.direct(Qdiag, gradients.Q(), n);
        } else if (Q instanceof Factored factored) {
            chain.factored(factored, gradients.Q(), n);
        } else {
            chain.direct((Source) Objects.requireNonNull(Q), gradients.Q(), n * n);
        }
        chain.direct(q, gradients.q(), n);
        if (A != null && b != null) {
            chain.direct(A, gradients.A(), p * n);
            backward(chain, A, b, gradients.b(), p);
        }
        if (G != null) {
            chain.direct(G, gradients.G(), m * n);
            if (h != null) {
                backward(chain, G, h, gradients.h(), m);
            }
            if (l != null) {
                chain.direct(l, gradients.l(), m);
            }
        }
        if (lb != null) {
            chain.direct(lb, gradients.lb(), n);
        }
        if (ub != null) {
            chain.direct(ub, gradients.ub(), n);
        }
    }

    private void backward(
            ChainRule chain, Source matrix, Parametrisation rightHandSide, BatchArray gradient, int rows) {
        if (rightHandSide instanceof Source source) {
            chain.direct(source, gradient, rows);
        } else if (rightHandSide instanceof Through through) {
            chain.product(matrix, through.point(), gradient, rows, n);
        } else if (rightHandSide instanceof ThroughWithSlack through) {
            chain.product(matrix, through.point(), gradient, rows, n);
            chain.direct(through.slack(), gradient, rows);
        }
    }

    private BatchArray quadratic(Values values, Parametrisation Q) {
        return Q instanceof Factored factored ? values.factored(factored, n) : values.of((Source) Q);
    }

    private BatchArray rightHandSide(Values values, Source matrix, Parametrisation parametrisation, int rows) {
        if (parametrisation instanceof Through through) {
            return values.product(values.of(matrix), values.of(through.point()), rows, n);
        }
        if (parametrisation instanceof ThroughWithSlack through) {
            BatchArray product = values.product(values.of(matrix), values.of(through.point()), rows, n);
            return values.sum(product, values.of(through.slack()), rows);
        }
        return values.of((Source) parametrisation);
    }

    private void addLeaves(String parameter, @Nullable Parametrisation parametrisation, int rows, int columns) {
        if (parametrisation instanceof Source source) {
            leaves.add(parameter, source, Math.multiplyExact(rows, columns));
        } else if (parametrisation instanceof Factored factored) {
            leaves.add("L of " + parameter, factored.factor(), Math.multiplyExact(rows, columns));
        } else if (parametrisation instanceof Through through) {
            leaves.add("z0 of " + parameter, through.point(), n);
        } else if (parametrisation instanceof ThroughWithSlack through) {
            leaves.add("z0 of " + parameter, through.point(), n);
            leaves.add("s0 of " + parameter, through.slack(), rows);
        }
    }

    private static <T> T require(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + ": required, but not set");
        }
        return value;
    }

    /** Both of a matrix and its right-hand side are there, or neither, which needs zero rows. */
    private static <T> @Nullable T requireRows(
            String name, @Nullable T value, int rows, String otherName, @Nullable Object other) {
        if (value == null && (rows > 0 || other != null)) {
            String reason = rows > 0 ? "for " + rows + " rows" : "with " + otherName;
            throw new IllegalArgumentException(name + ": required " + reason + ", but not set");
        }
        return value;
    }

    /** Collects the parametrisations of a {@link QpLayer}. */
    public static final class Builder {
        private final int n;
        private final int m;
        private final int p;
        private @Nullable Parametrisation Q;
        private @Nullable Source q;
        private @Nullable Source A;
        private @Nullable Parametrisation b;
        private @Nullable Source G;
        private @Nullable Parametrisation h;
        private @Nullable Source Qdiag;
        private @Nullable Source l;
        private @Nullable Source lb;
        private @Nullable Source ub;

        private Builder(int n, int m, int p) {
            if (n < 1) {
                throw new IllegalArgumentException("n: expected 1 or more, got " + n);
            }
            if (m < 0) {
                throw new IllegalArgumentException("m: expected 0 or more, got " + m);
            }
            if (p < 0) {
                throw new IllegalArgumentException("p: expected 0 or more, got " + p);
            }
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
        public Builder Q(Source source) {
            Q = Objects.requireNonNull(source, "Q");
            return this;
        }

        /**
         * Sets Q = LL' + epsilon I.
         *
         * @param factored where L comes from
         * @return this builder
         */
        public Builder Q(Factored factored) {
            Q = Objects.requireNonNull(factored, "Q");
            return this;
        }

        /**
         * Sets where q comes from.
         *
         * @param source the source of q, n
         * @return this builder
         */
        public Builder q(Source source) {
            q = Objects.requireNonNull(source, "q");
            return this;
        }

        /**
         * Sets where A comes from.
         *
         * @param source the source of A, p x n
         * @return this builder
         */
        public Builder A(Source source) {
            A = Objects.requireNonNull(source, "A");
            return this;
        }

        /**
         * Sets where b comes from.
         *
         * @param source the source of b, p
         * @return this builder
         */
        public Builder b(Source source) {
            b = Objects.requireNonNull(source, "b");
            return this;
        }

        /**
         * Sets b = A z0.
         *
         * @param through where z0 comes from
         * @return this builder
         */
        public Builder b(Through through) {
            b = Objects.requireNonNull(through, "b");
            return this;
        }

        /**
         * Sets where G comes from.
         *
         * @param source the source of G, m x n
         * @return this builder
         */
        public Builder G(Source source) {
            G = Objects.requireNonNull(source, "G");
            return this;
        }

        /**
         * Sets where h comes from.
         *
         * @param source the source of h, m
         * @return this builder
         */
        public Builder h(Source source) {
            h = Objects.requireNonNull(source, "h");
            return this;
        }

        /**
         * Sets h = G z0 + s0.
         *
         * @param through where z0 and s0 come from
         * @return this builder
         */
        public Builder h(ThroughWithSlack through) {
            h = Objects.requireNonNull(through, "h");
            return this;
        }

        /**
         * Sets where the diagonal of Q comes from, instead of {@link #Q(Source)}: Q is zero beside it. None of its numbers
         * may be negative; {@link Parametrisation#exp} keeps learned ones positive.
         *
         * @param source the source of the diagonal, n
         * @return this builder
         */
        public Builder Qdiag(Source source) {
            Qdiag = Objects.requireNonNull(source, "Qdiag");
            return this;
        }

        /**
         * Sets where l comes from, the lower bounds of the rows of G.
         *
         * @param source the source of l, m; negative infinity: no bound
         * @return this builder
         */
        public Builder l(Source source) {
            l = Objects.requireNonNull(source, "l");
            return this;
        }

        /**
         * Sets where lb comes from, the lower bounds of the variables.
         *
         * @param source the source of lb, n; negative infinity: no bound
         * @return this builder
         */
        public Builder lb(Source source) {
            lb = Objects.requireNonNull(source, "lb");
            return this;
        }

        /**
         * Sets where ub comes from, the upper bounds of the variables.
         *
         * @param source the source of ub, n; positive infinity: no bound
         * @return this builder
         */
        public Builder ub(Source source) {
            ub = Objects.requireNonNull(source, "ub");
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
