package org.optnet4j.experiments.timing;

import java.util.List;

/**
 * The content of {@code metrics.json}.
 *
 * @param version of OptNet4J
 * @param backend what solved
 * @param threads of the solver and of the deep-learning engine
 * @param seed of the problems
 * @param trials of each time at most, the first of which does not count
 * @param processor its model
 * @param java the JVM
 * @param loadAverage how busy the machine was when this began, in processes; negative if it does not say
 * @param layers the paper's Figure 1
 * @param solvers the paper's Figure 2
 */
record TimingMetrics(
        String version,
        String backend,
        int threads,
        long seed,
        int trials,
        String processor,
        String java,
        double loadAverage,
        List<LayerTime> layers,
        List<SolverTime> solvers) {
    /** Whether this project's solver solved all that it was timed on. */
    boolean solved() {
        return layers.stream().allMatch(layer -> Double.isFinite(layer.residual()))
                && solvers.stream().filter(SolverTime::isOurs).allMatch(time -> Double.isFinite(time.residual()));
    }
}
