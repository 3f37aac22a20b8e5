package org.optnet4j.experiments.timing;

/**
 * Times of a layer for a whole batch.
 *
 * @param layer QP or linear
 * @param precision of its numbers
 * @param batch how many problems or vectors
 * @param n variables, and inequalities, of a QP; inputs, and outputs, of a linear layer
 * @param forwardSeconds median
 * @param backwardSeconds median
 * @param trials that counted
 * @param residual worst scaled KKT residual of the QPs, not finite where one is not solved; 0 for a linear layer
 */
record LayerTime(
        String layer,
        String precision,
        int batch,
        int n,
        double forwardSeconds,
        double backwardSeconds,
        int trials,
        double residual) {}
