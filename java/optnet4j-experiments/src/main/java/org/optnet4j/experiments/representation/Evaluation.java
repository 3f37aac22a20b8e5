package org.optnet4j.experiments.representation;

import java.util.SortedMap;

/**
 * What a function is at points, and the gradient of the loss.
 *
 * @param values count x outputs
 * @param gradients by what they are with respect to: x, or a parameter, which all points share
 */
record Evaluation(double[] values, SortedMap<String, double[]> gradients) {}
