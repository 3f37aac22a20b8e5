package org.optnet4j.experiments.representation;

import org.optnet4j.experiments.representation.Representation.Size;

/**
 * How far a quadratic program is from the closed form. Differences are relative to the larger of one and the number itself.
 *
 * @param name of the function
 * @param size of the quadratic program
 * @param points how many it was compared at
 * @param values largest difference of a value
 * @param gradients largest difference of a gradient, with respect to the points and to every parameter
 * @param worst what that gradient is with respect to
 * @param allowedValues largest difference of a value that is allowed
 * @param allowedGradients largest difference of a gradient that is allowed
 */
record Finding(
        String name,
        Size size,
        int points,
        double values,
        double gradients,
        String worst,
        double allowedValues,
        double allowedGradients) {
    boolean holds() {
        return values <= allowedValues && gradients <= allowedGradients;
    }
}
