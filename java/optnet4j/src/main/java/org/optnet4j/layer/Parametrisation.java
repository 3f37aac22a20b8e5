package org.optnet4j.layer;

import java.util.Objects;
import org.optnet4j.BatchArray;

/**
 * Where the numbers of one parameter of a {@link QpLayer} come from.
 *
 * <p>A parameter is either a {@link Source} itself (fixed, learned, input, or the exponential of one), or, as in OptNet,
 * computed from sources so that the problem stays well-posed while they are learned:
 *
 * <ul>
 *   <li><i>Q = LL' + &epsilon;I</i>, positive definite whatever <i>L</i> is: {@link #factored} and
 *       {@link #lowerTriangular};
 *   <li><i>b = Az<sub>0</sub></i> and <i>h = Gz<sub>0</sub> + s<sub>0</sub></i>, feasible at <i>z<sub>0</sub></i>
 *       whatever <i>A</i> and <i>G</i> are (for <i>s<sub>0</sub> &ge; 0</i>): {@link #feasibleAt(Source)} and
 *       {@link #feasibleAt(Source, Source)}. Use the same source for <i>z<sub>0</sub></i> in both.
 * </ul>
 *
 * <p>Using one source in several places is allowed: its gradients add up.
 */
public sealed interface Parametrisation {
    /** Numbers that do not depend on anything but, at most, one array. */
    sealed interface Source extends Parametrisation {}

    /**
     * Constant numbers, the same for all problems.
     *
     * @param value a shared batch array
     */
    record Fixed(BatchArray value) implements Source {
        /**
         * Checks that the value is shared.
         *
         * @param value a shared batch array
         */
        public Fixed {
            requireShared(value);
        }
    }

    /**
     * A parameter of the layer, the same for all problems, that an optimiser updates in place.
     *
     * @param name what its gradient is asked for by
     * @param value a shared batch array that wraps the optimiser's array
     */
    record Learned(String name, BatchArray value) implements Source {
        /**
         * Checks that the value is shared.
         *
         * @param name not blank
         * @param value a shared batch array
         */
        public Learned {
            requireName(name);
            requireShared(value);
        }
    }

    /**
     * Numbers given to each forward pass, per problem or shared.
     *
     * @param name what it is given and its gradient is asked for by
     */
    record Input(String name) implements Source {
        /**
         * Checks the name.
         *
         * @param name not blank
         */
        public Input {
            requireName(name);
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
     * <i>LL' + &epsilon;I</i>.
     *
     * @param factor the source of L, n x n
     * @param epsilon what is added to the diagonal, finite and not negative
     * @param lowerTriangular whether the entries of L above the diagonal count as zero (and get zero gradient)
     */
    record Factored(Source factor, double epsilon, boolean lowerTriangular) implements Parametrisation {
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
     * The right-hand side <i>Az<sub>0</sub></i> of the equalities.
     *
     * @param point the source of z0, n
     */
    record Through(Source point) implements Parametrisation {
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
    record ThroughWithSlack(Source point, Source slack) implements Parametrisation {
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
     * Constant numbers, the same for all problems, in double precision.
     *
     * @param values the numbers, row-major; not copied
     * @return the source
     */
    static Fixed fixed(double... values) {
        return new Fixed(BatchArray.shared(values));
    }

    /**
     * Constant numbers, the same for all problems, in single precision.
     *
     * @param values the numbers, row-major; not copied
     * @return the source
     */
    static Fixed fixed(float[] values) {
        return new Fixed(BatchArray.shared(values));
    }

    /**
     * A learned parameter in double precision.
     *
     * @param name what its gradient is asked for by
     * @param values its start, row-major; not copied: update this array in place
     * @return the source
     */
    static Learned learned(String name, double... values) {
        return new Learned(name, BatchArray.shared(values));
    }

    /**
     * A learned parameter in single precision.
     *
     * @param name what its gradient is asked for by
     * @param values its start, row-major; not copied: update this array in place
     * @return the source
     */
    static Learned learned(String name, float[] values) {
        return new Learned(name, BatchArray.shared(values));
    }

    /**
     * Numbers given to each forward pass.
     *
     * @param name what they are given and their gradient is asked for by
     * @return the source
     */
    static Input input(String name) {
        return new Input(name);
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

    private static void requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: expected a name, got a blank one");
        }
    }

    private static void requireShared(BatchArray value) {
        if (!value.isShared()) {
            throw new IllegalArgumentException("value: expected BatchArray.shared, got one block per problem");
        }
    }
}
