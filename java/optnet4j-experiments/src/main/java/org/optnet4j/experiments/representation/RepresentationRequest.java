package org.optnet4j.experiments.representation;

import java.nio.file.Path;
import org.optnet4j.Precision;

/**
 * What the user asked for.
 *
 * @param backend what solves
 * @param precision of the layers
 * @param seed of parameters and points
 * @param points for each function
 * @param out folder for the results
 */
public record RepresentationRequest(String backend, Precision precision, long seed, int points, Path out) {}
