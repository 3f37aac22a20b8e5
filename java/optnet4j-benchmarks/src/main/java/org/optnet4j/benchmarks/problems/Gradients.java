package org.optnet4j.benchmarks.problems;

import org.optnet4j.QpGradients;

/**
 * Gradients of a loss by the parameters of a batch, one block per problem.
 *
 * @param Q count x n x n
 * @param q count x n
 * @param A count x p x n
 * @param b count x p
 * @param G count x m x n
 * @param h count x m
 */
public record Gradients(double[] Q, double[] q, double[] A, double[] b, double[] G, double[] h) {
    /**
     * The gradients of a batch whose problems share nothing.
     *
     * @param gradients what the solver returned
     * @return copies of them
     */
    public static Gradients of(QpGradients gradients) {
        return new Gradients(
                gradients.Q().toDoubles(),
                gradients.q().toDoubles(),
                gradients.A().toDoubles(),
                gradients.b().toDoubles(),
                gradients.G().toDoubles(),
                gradients.h().toDoubles());
    }
}
