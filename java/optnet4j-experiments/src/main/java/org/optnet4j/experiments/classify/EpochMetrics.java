package org.optnet4j.experiments.classify;

/**
 * What one epoch reached.
 *
 * @param epoch number, 1 for the first
 * @param trainLoss mean cross-entropy over the training images, each before the step it is part of
 * @param trainError fraction of the training images that were classified wrongly then
 * @param testLoss mean cross-entropy over the test images after the epoch
 * @param testError fraction of the test images classified wrongly then
 * @param unsolved how many quadratic programs were not solved
 * @param seconds the epoch took, measuring included
 */
public record EpochMetrics(
        int epoch,
        double trainLoss,
        double trainError,
        double testLoss,
        double testError,
        long unsolved,
        double seconds) {}
