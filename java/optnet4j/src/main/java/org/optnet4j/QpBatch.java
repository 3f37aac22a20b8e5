package org.optnet4j;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A batch of quadratic programs of one shape: minimise <i>&frac12; x'Qx + q'x</i> subject to <i>Ax = b</i>, <i>l &le; Gx
 * &le; h</i>, <i>lb &le; x &le; ub</i>, with <i>n</i> variables, <i>p</i> equalities and <i>m</i> rows of inequalities.
 * Immutable, but it wraps the given arrays (see {@link BatchArray}).
 *
 * <p>Bounds may be infinite, which is to say absent, one by one; whole bounds that are not set are absent. Equal lower
 * and upper bounds make an equality.
 *
 * <p>Each parameter is either one block per problem or one block shared by the whole batch; sharing
 * <i>Q</i>, <i>A</i> and <i>G</i> saves work as well as memory, because they are factored once.
 *
 * <p>The quadratic form uses the symmetric part <i>(Q + Q') / 2</i>, which must be positive semi-definite; <i>Q</i> may be
 * zero, and may be given as its diagonal. The form of OptNet, with one-sided rows, a positive definite <i>Q</i> and
 * independent rows of <i>A</i>, is the fastest by far.
 */
public final class QpBatch {
    private final int batchSize;
    private final int n;
    private final int m;
    private final int p;
    private final Precision precision;
    private final BatchArray Q;
    private final BatchArray q;
    private final BatchArray A;
    private final BatchArray b;
    private final BatchArray G;
    private final BatchArray h;
    private final BatchArray l;
    private final BatchArray lb;
    private final BatchArray ub;
    private final boolean diagonal;
    private final boolean oneSided;

    /** Whether this is a {@link QpProblem}: nobody counted problems, so messages do not either. */
    private final boolean single;

    private QpBatch(Builder builder) {
        single = builder.single;
        batchSize = builder.batchSize;
        n = builder.n;
        diagonal = builder.Qdiag != null;
        if (diagonal && builder.Q != null) {
            throw new IllegalArgumentException("Qdiag: expected only one of Q and Qdiag, got both");
        }
        Q = require("Q", diagonal ? builder.Qdiag : builder.Q);
        q = require("q", builder.q);
        precision = Q.precision();
        BatchArray none = BatchArray.none(precision);
        requireBoth("A", builder.A, "b", builder.b);
        requireBoth("G", builder.G, "h or l", builder.h != null ? builder.h : builder.l);
        A = Objects.requireNonNullElse(builder.A, none);
        b = Objects.requireNonNullElse(builder.b, none);
        G = Objects.requireNonNullElse(builder.G, none);
        h = Objects.requireNonNullElse(builder.h, none);
        l = Objects.requireNonNullElse(builder.l, none);
        lb = Objects.requireNonNullElse(builder.lb, none);
        ub = Objects.requireNonNullElse(builder.ub, none);
        p = rows(A, b);
        m = rows(G, builder.h != null ? h : l);
        oneSided = !diagonal
                && (m == 0 || builder.h != null && builder.l == null)
                && builder.lb == null
                && builder.ub == null;

        requirePrecision("q", q);
        requirePrecision("A", A);
        requirePrecision("b", b);
        requirePrecision("G", G);
        requirePrecision("h", h);
        requirePrecision("l", l);
        requirePrecision("lb", lb);
        requirePrecision("ub", ub);
        if (diagonal) {
            requireLength("Qdiag", Q, n, 1);
        } else {
            requireLength("Q", Q, n, n);
        }
        requireLength("q", q, n, 1);
        requireLength("b", b, p, 1);
        requireLength("A", A, p, n);
        requireLength("h", h, builder.h == null ? 0 : m, 1);
        requireLength("l", l, builder.l == null ? 0 : m, 1);
        requireLength("lb", lb, builder.lb == null ? 0 : n, 1);
        requireLength("ub", ub, builder.ub == null ? 0 : n, 1);
        requireLength("G", G, m, n);
        requireIndexable("variables", n);
        requireIndexable("equalities", p);
        requireIndexable("inequalities", m);
    }

    /**
     * Begins a batch.
     *
     * @param batchSize how many problems there are; 0 gives an empty solution
     * @param n how many variables each problem has, at least 1
     * @return a builder; at least {@code Q} or {@code Qdiag}, and {@code q}, have to be set
     * @throws IllegalArgumentException if a size is too small
     */
    public static Builder builder(int batchSize, int n) {
        return new Builder(batchSize, n, false);
    }

    /**
     * How many problems there are.
     *
     * @return the batch size
     */
    public int batchSize() {
        return batchSize;
    }

    /**
     * How many variables each problem has.
     *
     * @return n
     */
    public int n() {
        return n;
    }

    /**
     * How many inequalities each problem has.
     *
     * @return m
     */
    public int m() {
        return m;
    }

    /**
     * How many equalities each problem has.
     *
     * @return p
     */
    public int p() {
        return p;
    }

    /**
     * The type of all numbers of the batch.
     *
     * @return the precision
     */
    public Precision precision() {
        return precision;
    }

    /**
     * The matrices of the quadratic term, n x n, or their diagonals.
     *
     * @return Q; n numbers per problem if {@link #isDiagonal()}
     */
    public BatchArray Q() {
        return Q;
    }

    /**
     * The vectors of the linear term, n.
     *
     * @return q
     */
    public BatchArray q() {
        return q;
    }

    /**
     * The matrices of the equalities, p x n.
     *
     * @return A; empty and shared if there are none
     */
    public BatchArray A() {
        return A;
    }

    /**
     * The right-hand sides of the equalities, p.
     *
     * @return b; empty and shared if there are none
     */
    public BatchArray b() {
        return b;
    }

    /**
     * The matrices of the inequalities, m x n.
     *
     * @return G; empty and shared if there are none
     */
    public BatchArray G() {
        return G;
    }

    /**
     * The upper bounds of the inequalities, m.
     *
     * @return h; empty and shared if there are none
     */
    public BatchArray h() {
        return h;
    }

    /**
     * The lower bounds of the inequalities, m.
     *
     * @return l; empty and shared if there are none
     */
    public BatchArray l() {
        return l;
    }

    /**
     * The lower bounds of the variables, n.
     *
     * @return lb; empty and shared if there are none
     */
    public BatchArray lb() {
        return lb;
    }

    /**
     * The upper bounds of the variables, n.
     *
     * @return ub; empty and shared if there are none
     */
    public BatchArray ub() {
        return ub;
    }

    /**
     * Whether Q was given as its diagonal.
     *
     * @return true if {@link #Q()} holds n numbers per problem
     */
    public boolean isDiagonal() {
        return diagonal;
    }

    /**
     * Whether this is the problem of OptNet: Q as a matrix, rows <i>Gx &le; h</i>, and no other inequalities.
     *
     * @return true if so; bounds that were set count even if they are infinite
     */
    public boolean isOneSided() {
        return oneSided;
    }

    /** A short description: the sizes and the precision, not the numbers. */
    @Override
    public String toString() {
        return "QpBatch[batchSize=" + batchSize + ", n=" + n + ", m=" + m + ", p=" + p + ", " + precision + "]";
    }

    private static BatchArray require(String name, @Nullable BatchArray value) {
        if (value == null) {
            throw new IllegalArgumentException(name + ": required, but not set");
        }
        return value;
    }

    private static void requireBoth(
            String matrixName, @Nullable BatchArray matrix, String vectorName, @Nullable BatchArray vector) {
        if (matrix == null && vector != null) {
            throw new IllegalArgumentException(matrixName + ": required with " + vectorName + ", but not set");
        }
        if (matrix != null && vector == null) {
            throw new IllegalArgumentException(vectorName + ": required with " + matrixName + ", but not set");
        }
    }

    /** The number of rows that the right-hand side tells, or the matrix where an empty batch leaves that one mute. */
    private int rows(BatchArray matrix, BatchArray rightHandSide) {
        if (rightHandSide.isShared()) {
            return rightHandSide.length();
        }
        if (batchSize > 0) {
            return rightHandSide.length() / batchSize;
        }
        return matrix.isShared() ? matrix.length() / n : 0;
    }

    private void requirePrecision(String name, BatchArray value) {
        if (value.precision() != precision) {
            throw new IllegalArgumentException(name + ": expected " + precision + " like Q, got " + value.precision());
        }
    }

    private void requireLength(String name, BatchArray value, int rows, int columns) {
        long blocks = value.isShared() ? 1 : batchSize;
        long expected = blocks * rows * columns;
        if (value.length() != expected) {
            StringBuilder shape = new StringBuilder();
            if (!value.isShared() && !single) {
                shape.append(batchSize).append(" x ");
            }
            shape.append(rows);
            // Vectors are named by their rows only.
            boolean matrix = name.length() == 1 && Character.isUpperCase(name.charAt(0));
            if (matrix) {
                shape.append(" x ").append(columns);
            }
            String kind = single
                    ? (matrix ? "rows x columns" : "rows")
                    : value.isShared()
                            ? (matrix ? "rows x columns, shared by the batch" : "shared by the batch")
                            : (matrix ? "problems x rows x columns" : "problems x rows");
            throw new IllegalArgumentException(
                    name + ": expected " + shape + " = " + expected + " values (" + kind + "), got " + value.length());
        }
    }

    /** Results and work matrices are Java arrays, so their lengths must be ints. */
    private void requireIndexable(String what, int count) {
        if ((long) batchSize * count > Integer.MAX_VALUE || (long) count * count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("batch: " + batchSize + " problems with " + count + " " + what
                    + " each are too large for one batch (at most " + Integer.MAX_VALUE + " values per array)");
        }
    }

    /** Collects the parameters of a {@link QpBatch}; sizes are checked by {@link #build()}. */
    public static final class Builder {
        private final int batchSize;
        private final int n;
        private final boolean single;
        private @Nullable BatchArray Q;
        private @Nullable BatchArray q;
        private @Nullable BatchArray A;
        private @Nullable BatchArray b;
        private @Nullable BatchArray G;
        private @Nullable BatchArray h;
        private @Nullable BatchArray l;
        private @Nullable BatchArray lb;
        private @Nullable BatchArray ub;
        private @Nullable BatchArray Qdiag;

        Builder(int batchSize, int n, boolean single) {
            if (batchSize < 0) {
                throw new IllegalArgumentException("batchSize: expected 0 or more, got " + batchSize);
            }
            if (n < 1) {
                throw new IllegalArgumentException("n: expected 1 or more, got " + n);
            }
            this.batchSize = batchSize;
            this.n = n;
            this.single = single;
        }

        /**
         * Sets the quadratic term.
         *
         * @param value n x n numbers per problem, or shared
         * @return this builder
         */
        public Builder Q(BatchArray value) {
            Q = Objects.requireNonNull(value, "Q");
            return this;
        }

        /**
         * Sets the linear term.
         *
         * @param value n numbers per problem, or shared
         * @return this builder
         */
        public Builder q(BatchArray value) {
            q = Objects.requireNonNull(value, "q");
            return this;
        }

        /**
         * Sets the matrix of the equalities; {@code b} has to be set too.
         *
         * @param value p x n numbers per problem, or shared
         * @return this builder
         */
        public Builder A(BatchArray value) {
            A = Objects.requireNonNull(value, "A");
            return this;
        }

        /**
         * Sets the right-hand side of the equalities, which tells p; {@code A} has to be set too.
         *
         * @param value p numbers per problem, or shared
         * @return this builder
         */
        public Builder b(BatchArray value) {
            b = Objects.requireNonNull(value, "b");
            return this;
        }

        /**
         * Sets the matrix of the inequalities; {@code h} or {@code l} has to be set too.
         *
         * @param value m x n numbers per problem, or shared
         * @return this builder
         */
        public Builder G(BatchArray value) {
            G = Objects.requireNonNull(value, "G");
            return this;
        }

        /**
         * Sets the upper bounds of the inequalities, which tell m; {@code G} has to be set too.
         *
         * @param value m numbers per problem, or shared; positive infinity: no bound
         * @return this builder
         */
        public Builder h(BatchArray value) {
            h = Objects.requireNonNull(value, "h");
            return this;
        }

        /**
         * Another name of {@link #h}, to go with {@link #l}.
         *
         * @param value m numbers per problem, or shared; positive infinity: no bound
         * @return this builder
         */
        public Builder u(BatchArray value) {
            h = Objects.requireNonNull(value, "u");
            return this;
        }

        /**
         * Sets the lower bounds of the inequalities, which tell m where h is not set; {@code G} has to be set too.
         *
         * @param value m numbers per problem, or shared; negative infinity: no bound
         * @return this builder
         */
        public Builder l(BatchArray value) {
            l = Objects.requireNonNull(value, "l");
            return this;
        }

        /**
         * Sets the lower bounds of the variables.
         *
         * @param value n numbers per problem, or shared; negative infinity: no bound
         * @return this builder
         */
        public Builder lb(BatchArray value) {
            lb = Objects.requireNonNull(value, "lb");
            return this;
        }

        /**
         * Sets the upper bounds of the variables.
         *
         * @param value n numbers per problem, or shared; positive infinity: no bound
         * @return this builder
         */
        public Builder ub(BatchArray value) {
            ub = Objects.requireNonNull(value, "ub");
            return this;
        }

        /**
         * Sets the quadratic term by its diagonal, instead of {@link #Q}.
         *
         * @param value n numbers per problem, or shared
         * @return this builder
         */
        public Builder Qdiag(BatchArray value) {
            Qdiag = Objects.requireNonNull(value, "Qdiag");
            return this;
        }

        /**
         * Checks sizes and precisions and makes the batch. The numbers themselves are not looked at: a problem with NaN
         * or misplaced infinities gets the status {@link QpStatus#INVALID_INPUT}.
         *
         * @return the batch
         * @throws IllegalArgumentException if a parameter is missing, has the wrong length or another precision than
         *     {@code Q}; the message names the parameter, what was expected and what was given
         */
        public QpBatch build() {
            return new QpBatch(this);
        }
    }
}
