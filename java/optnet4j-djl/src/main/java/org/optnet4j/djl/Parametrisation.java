package org.optnet4j.djl;

import ai.djl.training.initializer.Initializer;
import java.util.Objects;

/**
 * Where the numbers of one parameter of an {@link OptNetBlock} come from.
 *
 * <p>A parameter is either a {@link Source} itself (an input, fixed, learned, the exponential or the negative of one), or,
 * as in OptNet, computed from sources so that the problem stays well-posed while they are learned:
 *
 * <ul>
 *   <li><i>Q = LL' + &epsilon;I</i>, positive definite whatever <i>L</i> is: {@link #factored} and
 *       {@link #lowerTriangular}; or a diagonal: {@link #diagonal} and {@link #scaledIdentity(Source)};
 *   <li><i>b = Az<sub>0</sub></i> and <i>h = Gz<sub>0</sub> + s<sub>0</sub></i>, feasible at <i>z<sub>0</sub></i>
 *       whatever <i>A</i> and <i>G</i> are (for <i>s<sub>0</sub> &ge; 0</i>): {@link #feasibleAt(Source)} and
 *       {@link #feasibleAt(Source, Source)}. Use the same source for <i>z<sub>0</sub></i> in both.
 * </ul>
 *
 * <p>Using one source in several places is allowed: its gradients add up.
 */
public sealed interface Parametrisation {
    /** What <i>Q</i> can be. */
    sealed interface Quadratic extends Parametrisation permits Source, Factored, Diagonal, ScaledIdentity {}

    /** What <i>b</i> can be. */
    sealed interface EqualityBound extends Parametrisation permits Source, Through {}

    /** What <i>h</i> can be. */
    sealed interface InequalityBound extends Parametrisation permits Source, ThroughWithSlack {}

    /** Numbers that do not depend on anything but, at most, one array. */
    sealed interface Source extends Quadratic, EqualityBound, InequalityBound {}

    /**
     * An input of the block: numbers for each problem, first dimension the batch, then the parameter's own dimensions or
     * any others of the same size.
     *
     * @param index which input of the block it is, from 0
     */
    record Input(int index) implements Source {
        /**
         * Checks the index.
         *
         * @param index from 0
         */
        public Input {
            if (index < 0) {
                throw new IllegalArgumentException("index: expected 0 or more, got " + index);
            }
        }
    }

    /** Constant numbers, the same for all problems. They belong to the block's definition and are not saved with it. */
    final class Fixed implements Source {
        private final double[] values;

        private Fixed(double[] values) {
            this.values = values.clone();
        }

        /** The numbers, not a copy. */
        double[] values() {
            return values;
        }
    }

    /**
     * A parameter of the block, the same for all problems, that the trainer's optimizer updates.
     *
     * @param name the name of the DJL parameter
     * @param start what gives its first values
     */
    record Learned(String name, Initializer start) implements Source {
        /**
         * Checks the arguments.
         *
         * @param name not blank
         * @param start what gives the first values
         */
        public Learned {
            if (name.isBlank()) {
                throw new IllegalArgumentException("name: expected a name, got a blank one");
            }
            Objects.requireNonNull(start, "start");
        }
    }

    /**
     * The exponential of another source, element by element: positive numbers, whatever the source holds.
     *
     * @param logarithm the source of the logarithms
     */
    record Exponential(Source logarithm) implements Source {
        /**
         * Checks that the argument is not null.
         *
         * @param logarithm the source of the logarithms
         */
        public Exponential {
            Objects.requireNonNull(logarithm, "logarithm");
        }
    }

    /**
     * The negative of another source.
     *
     * @param source what is negated
     */
    record Negative(Source source) implements Source {
        /**
         * Checks that the argument is not null.
         *
         * @param source what is negated
         */
        public Negative {
            Objects.requireNonNull(source, "source");
        }
    }

    /**
     * <i>Q = LL' + &epsilon;I</i>.
     *
     * @param factor the source of L, n x n
     * @param epsilon what is added to the diagonal, finite and not negative
     * @param lowerTriangular whether the entries of L above the diagonal count as zero (and get zero gradient)
     */
    record Factored(Source factor, double epsilon, boolean lowerTriangular) implements Quadratic {
        /**
         * Checks the arguments.
         *
         * @param factor the source of L
         * @param epsilon finite and not negative
         * @param lowerTriangular whether only the lower triangle of L counts
         */
        public Factored {
            Objects.requireNonNull(factor, "factor");
            if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("epsilon: expected a finite number, not negative, got " + epsilon);
            }
        }
    }

    /**
     * A diagonal <i>Q</i>.
     *
     * @param diagonal the source of the diagonal, n; not negative if the problem is to be convex
     */
    record Diagonal(Source diagonal) implements Quadratic {
        /**
         * Checks that the argument is not null.
         *
         * @param diagonal the source of the diagonal
         */
        public Diagonal {
            Objects.requireNonNull(diagonal, "diagonal");
        }
    }

    /**
     * <i>Q = cI</i>.
     *
     * @param factor the source of c, one number; not negative if the problem is to be convex
     */
    record ScaledIdentity(Source factor) implements Quadratic {
        /**
         * Checks that the argument is not null.
         *
         * @param factor the source of c
         */
        public ScaledIdentity {
            Objects.requireNonNull(factor, "factor");
        }
    }

    /**
     * The right-hand side <i>Az<sub>0</sub></i> of the equalities.
     *
     * @param point the source of z0, n
     */
    record Through(Source point) implements EqualityBound {
        /**
         * Checks that the argument is not null.
         *
         * @param point the source of z0
         */
        public Through {
            Objects.requireNonNull(point, "point");
        }
    }

    /**
     * The right-hand side <i>Gz<sub>0</sub> + s<sub>0</sub></i> of the inequalities.
     *
     * @param point the source of z0, n
     * @param slack the source of s0, m
     */
    record ThroughWithSlack(Source point, Source slack) implements InequalityBound {
        /**
         * Checks that no argument is null.
         *
         * @param point the source of z0
         * @param slack the source of s0
         */
        public ThroughWithSlack {
            Objects.requireNonNull(point, "point");
            Objects.requireNonNull(slack, "slack");
        }
    }

    /**
     * The first input of the block: with one input, what the block before puts out.
     *
     * @return the source
     */
    static Input input() {
        return input(0);
    }

    /**
     * An input of the block.
     *
     * @param index which one, from 0
     * @return the source
     */
    static Input input(int index) {
        return new Input(index);
    }

    /**
     * Constant numbers, the same for all problems.
     *
     * @param values the numbers, row-major; copied, and rounded to the precision the block works in
     * @return the source
     */
    static Fixed fixed(double... values) {
        return new Fixed(values);
    }

    /**
     * A learned parameter that starts with random or other numbers of DJL's.
     *
     * @param name the name of the DJL parameter
     * @param start what gives its first values, for a matrix in the shape (rows, columns), for a vector (rows)
     * @return the source
     */
    static Learned learned(String name, Initializer start) {
        return new Learned(name, start);
    }

    /**
     * A learned parameter that starts with given numbers.
     *
     * @param name the name of the DJL parameter
     * @param start its first values, row-major; copied
     * @return the source
     */
    static Learned learned(String name, double... start) {
        return new Learned(name, new GivenNumbers(name, start));
    }

    /**
     * Positive numbers: the exponential of a source.
     *
     * @param logarithm the source of the logarithms
     * @return the source
     */
    static Exponential exp(Source logarithm) {
        return new Exponential(logarithm);
    }

    /**
     * The negative of a source: with <i>q = -input</i> and <i>Q = I</i>, the block projects its input.
     *
     * @param source what is negated
     * @return the source
     */
    static Negative minus(Source source) {
        return new Negative(source);
    }

    /**
     * <i>Q = LL' + &epsilon;I</i> with a full square <i>L</i>.
     *
     * @param factor the source of L, n x n
     * @param epsilon what is added to the diagonal, finite and not negative
     * @return the parametrisation
     */
    static Factored factored(Source factor, double epsilon) {
        return new Factored(factor, epsilon, false);
    }

    /**
     * <i>Q = LL' + &epsilon;I</i> with a lower triangular <i>L</i>: entries above the diagonal count as zero.
     *
     * @param factor the source of L, n x n
     * @param epsilon what is added to the diagonal, finite and not negative
     * @return the parametrisation
     */
    static Factored lowerTriangular(Source factor, double epsilon) {
        return new Factored(factor, epsilon, true);
    }

    /**
     * A diagonal <i>Q</i>.
     *
     * @param diagonal the source of the diagonal, n
     * @return the parametrisation
     */
    static Diagonal diagonal(Source diagonal) {
        return new Diagonal(diagonal);
    }

    /**
     * <i>Q = cI</i>.
     *
     * @param factor the source of c, one number
     * @return the parametrisation
     */
    static ScaledIdentity scaledIdentity(Source factor) {
        return new ScaledIdentity(factor);
    }

    /**
     * <i>Q = cI</i> with a constant c.
     *
     * @param factor c
     * @return the parametrisation
     */
    static ScaledIdentity scaledIdentity(double factor) {
        return new ScaledIdentity(fixed(factor));
    }

    /**
     * <i>b = Az<sub>0</sub></i>.
     *
     * @param point the source of z0, n
     * @return the parametrisation
     */
    static Through feasibleAt(Source point) {
        return new Through(point);
    }

    /**
     * <i>h = Gz<sub>0</sub> + s<sub>0</sub></i>.
     *
     * @param point the source of z0, n
     * @param slack the source of s0, m; not negative if the problem is to be feasible
     * @return the parametrisation
     */
    static ThroughWithSlack feasibleAt(Source point, Source slack) {
        return new ThroughWithSlack(point, slack);
    }
}
