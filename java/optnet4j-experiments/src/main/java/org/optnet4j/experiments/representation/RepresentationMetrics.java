package org.optnet4j.experiments.representation;

import java.util.List;

/**
 * The content of {@code metrics.json}.
 *
 * @param version of OptNet4J
 * @param backend what solved
 * @param precision of the layers
 * @param seed of parameters and points
 * @param findings one for each function
 */
record RepresentationMetrics(String version, String backend, String precision, long seed, List<Finding> findings) {}
