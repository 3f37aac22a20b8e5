package org.optnet4j.experiments.denoise;

import java.util.List;

/**
 * The content of {@code metrics.json}.
 *
 * @param version of OptNet4J
 * @param settings of the run
 * @param totalVariation what total variation reaches
 * @param models what the models have reached, in the order of their training
 */
record Metrics(String version, RunSettings settings, TotalVariationResult totalVariation, List<ModelMetrics> models) {

    /** How many quadratic programs were not solved, in all. */
    long unsolved() {
        return totalVariation.unsolved()
                + models.stream().mapToLong(ModelMetrics::unsolved).sum();
    }
}
