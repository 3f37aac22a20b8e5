package org.optnet4j.experiments.denoise;

/**
 * What one epoch reached.
 *
 * @param epoch number, 1 for the first
 * @param runningTrainMse mean squared error of its steps, each before its update
 * @param testMse mean squared error on the test signals after its last step
 * @param seconds the epoch took, measuring included
 */
record EpochMetrics(int epoch, double runningTrainMse, double testMse, double seconds) {}
