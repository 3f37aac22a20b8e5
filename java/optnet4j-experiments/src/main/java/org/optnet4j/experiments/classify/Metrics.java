package org.optnet4j.experiments.classify;

import java.util.List;

/**
 * The content of {@code metrics.json}.
 *
 * @param version of OptNet4J
 * @param data name of the images
 * @param runs one for each network and seed that has begun
 */
record Metrics(String version, String data, List<Run> runs) {
    /**
     * The run of one network.
     *
     * @param settings what fixes its numbers
     * @param epochs what each epoch measured
     */
    record Run(RunSettings settings, List<EpochMetrics> epochs) {}
}
