package org.optnet4j;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * One quadratic program, with sizes of its own: minimise <i>&frac12; x'Qx + q'x</i> subject to <i>Ax = b</i>, <i>l &le; Gx
 * &le; h</i>, <i>lb &le; x &le; ub</i>, with <i>n</i> variables, <i>p</i> equalities and <i>m</i> rows of inequalities. What
 * {@link QpBatch} says of its problems holds for it. A list of them is solved by {@link QpSolver#solve(java.util.List)}.
 *
 * <p>Immutable, but it wraps the given arrays: they are read whenever it is solved, and not afterwards.
 */
public final class QpProblem {
    private final QpBatch batch;

    private QpProblem(QpBatch batch) {
        this.batch = batch;
    }

    /**
     * Begins a problem.
     *
     * @param n how many variables it has, at least 1
     * @return a builder; at least {@code Q} or {@code Qdiag}, and {@code q} have to be set
     * @throws IllegalArgumentException if n is too small
     */
    public static Builder builder(int n) {
        return new Builder(n);
    }

    /**
     * How many variables there are.
     *
     * @return n
     */
    public int n() {
        return batch.n();
    }

    /**
     * How many inequalities there are.
     *
     * @return m
     */
    public int m() {
        return batch.m();
    }

    /**
     * How many equalities there are.
     *
     * @return p
     */
    public int p() {
        return batch.p();
    }

    /**
     * The type of all numbers.
     *
     * @return the precision
     */
    public Precision precision() {
        return batch.precision();
    }

    /**
     * The same problem as a batch, which has its parameters.
     *
     * @return a batch of one, around the same arrays
     */
    public QpBatch toBatch() {
        return batch;
    }

    /**
     * The same problem in a given precision.
     *
     * @param wanted the precision
     * @return this problem if it has the precision, else one with converted copies of the numbers
     */
    public QpProblem to(Precision wanted) {
        if (wanted == precision()) {
            return this;
        }
        QpBatch.Builder builder = new QpBatch.Builder(1, n(), true);
        copy(batch.Q(), wanted, batch.isDiagonal() ? builder::Qdiag : builder::Q);
        copy(batch.q(), wanted, builder::q);
        copy(batch.A(), wanted, builder::A);
        copy(batch.b(), wanted, builder::b);
        copy(batch.G(), wanted, builder::G);
        copy(batch.h(), wanted, builder::h);
        copy(batch.l(), wanted, builder::l);
        copy(batch.lb(), wanted, builder::lb);
        copy(batch.ub(), wanted, builder::ub);
        return new QpProblem(builder.build());
    }

    private static void copy(BatchArray values, Precision wanted, Consumer<BatchArray> set) {
        if (values.length() > 0) {
            set.accept(values.to(wanted));
        }
    }

    /** A short description: the sizes and the precision, not the numbers. */
    @Override
    public String toString() {
        return "QpProblem[n=" + n() + ", m=" + m() + ", p=" + p() + ", " + precision() + "]";
    }

    /** Collects the parameters of a {@link QpProblem}, all in one precision; sizes are checked by {@link #build()}. */
    public static final class Builder {
        private final QpBatch.Builder batch;

        private Builder(int n) {
            batch = new QpBatch.Builder(1, n, true);
        }

        /**
         * Sets the quadratic term, in double precision.
         *
         * @param values n x n numbers, row by row; wrapped, not copied
         * @return this builder
         */
        public Builder Q(double... values) {
            batch.Q(BatchArray.perProblem(Objects.requireNonNull(values, "Q")));
            return this;
        }

        /**
         * Sets the quadratic term, in single precision.
         *
         * @param values n x n numbers, row by row; wrapped, not copied
         * @return this builder
         */
        public Builder Q(float[] values) {
            batch.Q(BatchArray.perProblem(Objects.requireNonNull(values, "Q")));
            return this;
        }

        /**
         * Sets the quadratic term by its diagonal, instead of {@code Q}, in double precision.
         *
         * @param values n numbers; wrapped, not copied
         * @return this builder
         */
        public Builder Qdiag(double... values) {
            batch.Qdiag(BatchArray.perProblem(Objects.requireNonNull(values, "Qdiag")));
            return this;
        }

        /**
         * Sets the quadratic term by its diagonal, instead of {@code Q}, in single precision.
         *
         * @param values n numbers; wrapped, not copied
         * @return this builder
         */
        public Builder Qdiag(float[] values) {
            batch.Qdiag(BatchArray.perProblem(Objects.requireNonNull(values, "Qdiag")));
            return this;
        }

        /**
         * Sets the linear term, in double precision.
         *
         * @param values n numbers; wrapped, not copied
         * @return this builder
         */
        public Builder q(double... values) {
            batch.q(BatchArray.perProblem(Objects.requireNonNull(values, "q")));
            return this;
        }

        /**
         * Sets the linear term, in single precision.
         *
         * @param values n numbers; wrapped, not copied
         * @return this builder
         */
        public Builder q(float[] values) {
            batch.q(BatchArray.perProblem(Objects.requireNonNull(values, "q")));
            return this;
        }

        /**
         * Sets the matrix of the equalities; {@code b} has to be set too, in double precision.
         *
         * @param values p x n numbers, row by row; wrapped, not copied
         * @return this builder
         */
        public Builder A(double... values) {
            batch.A(BatchArray.perProblem(Objects.requireNonNull(values, "A")));
            return this;
        }

        /**
         * Sets the matrix of the equalities; {@code b} has to be set too, in single precision.
         *
         * @param values p x n numbers, row by row; wrapped, not copied
         * @return this builder
         */
        public Builder A(float[] values) {
            batch.A(BatchArray.perProblem(Objects.requireNonNull(values, "A")));
            return this;
        }

        /**
         * Sets the right-hand side of the equalities, which tells p; {@code A} has to be set too, in double precision.
         *
         * @param values p numbers; wrapped, not copied
         * @return this builder
         */
        public Builder b(double... values) {
            batch.b(BatchArray.perProblem(Objects.requireNonNull(values, "b")));
            return this;
        }

        /**
         * Sets the right-hand side of the equalities, which tells p; {@code A} has to be set too, in single precision.
         *
         * @param values p numbers; wrapped, not copied
         * @return this builder
         */
        public Builder b(float[] values) {
            batch.b(BatchArray.perProblem(Objects.requireNonNull(values, "b")));
            return this;
        }

        /**
         * Sets the matrix of the inequalities; {@code h} or {@code l} has to be set too, in double precision.
         *
         * @param values m x n numbers, row by row; wrapped, not copied
         * @return this builder
         */
        public Builder G(double... values) {
            batch.G(BatchArray.perProblem(Objects.requireNonNull(values, "G")));
            return this;
        }

        /**
         * Sets the matrix of the inequalities; {@code h} or {@code l} has to be set too, in single precision.
         *
         * @param values m x n numbers, row by row; wrapped, not copied
         * @return this builder
         */
        public Builder G(float[] values) {
            batch.G(BatchArray.perProblem(Objects.requireNonNull(values, "G")));
            return this;
        }

        /**
         * Sets the upper bounds of the inequalities, which tell m; {@code G} has to be set too, in double precision.
         *
         * @param values m numbers; positive infinity: no bound; wrapped, not copied
         * @return this builder
         */
        public Builder h(double... values) {
            batch.h(BatchArray.perProblem(Objects.requireNonNull(values, "h")));
            return this;
        }

        /**
         * Sets the upper bounds of the inequalities, which tell m; {@code G} has to be set too, in single precision.
         *
         * @param values m numbers; positive infinity: no bound; wrapped, not copied
         * @return this builder
         */
        public Builder h(float[] values) {
            batch.h(BatchArray.perProblem(Objects.requireNonNull(values, "h")));
            return this;
        }

        /**
         * Sets the lower bounds of the inequalities; {@code G} has to be set too, in double precision.
         *
         * @param values m numbers; negative infinity: no bound; wrapped, not copied
         * @return this builder
         */
        public Builder l(double... values) {
            batch.l(BatchArray.perProblem(Objects.requireNonNull(values, "l")));
            return this;
        }

        /**
         * Sets the lower bounds of the inequalities; {@code G} has to be set too, in single precision.
         *
         * @param values m numbers; negative infinity: no bound; wrapped, not copied
         * @return this builder
         */
        public Builder l(float[] values) {
            batch.l(BatchArray.perProblem(Objects.requireNonNull(values, "l")));
            return this;
        }

        /**
         * Sets the lower bounds of the variables, in double precision.
         *
         * @param values n numbers; negative infinity: no bound; wrapped, not copied
         * @return this builder
         */
        public Builder lb(double... values) {
            batch.lb(BatchArray.perProblem(Objects.requireNonNull(values, "lb")));
            return this;
        }

        /**
         * Sets the lower bounds of the variables, in single precision.
         *
         * @param values n numbers; negative infinity: no bound; wrapped, not copied
         * @return this builder
         */
        public Builder lb(float[] values) {
            batch.lb(BatchArray.perProblem(Objects.requireNonNull(values, "lb")));
            return this;
        }

        /**
         * Sets the upper bounds of the variables, in double precision.
         *
         * @param values n numbers; positive infinity: no bound; wrapped, not copied
         * @return this builder
         */
        public Builder ub(double... values) {
            batch.ub(BatchArray.perProblem(Objects.requireNonNull(values, "ub")));
            return this;
        }

        /**
         * Sets the upper bounds of the variables, in single precision.
         *
         * @param values n numbers; positive infinity: no bound; wrapped, not copied
         * @return this builder
         */
        public Builder ub(float[] values) {
            batch.ub(BatchArray.perProblem(Objects.requireNonNull(values, "ub")));
            return this;
        }

        /**
         * Checks sizes and precisions and makes the problem. The numbers themselves are not looked at: a problem with NaN
         * or misplaced infinities gets the status {@link QpStatus#INVALID_INPUT}.
         *
         * @return the problem
         * @throws IllegalArgumentException if a parameter is missing, has the wrong length or another precision than
         *     {@code Q}; the message names the parameter, what was expected and what was given
         */
        public QpProblem build() {
            return new QpProblem(batch.build());
        }
    }
}
