package org.optnet4j.experiments.timing;

import java.nio.file.Path;
import java.util.List;
import org.optnet4j.Precision;

/**
 * What the user asked for.
 *
 * @param backend what solves
 * @param threads of the solver and of the deep-learning engine
 * @param seed of the problems
 * @param trials of each time, the first of which does not count
 * @param warmUpSeconds before them
 * @param mostSeconds of trials, after which no other begins
 * @param precisions of the layers, and of this project's solver
 * @param sizes of the layers
 * @param layerBatch problems in a batch of the layers
 * @param batches batch sizes of the solvers
 * @param solverSize variables, and inequalities, of the solvers' problems
 * @param out folder for the results
 */
public record TimingRequest(
        String backend,
        int threads,
        long seed,
        int trials,
        double warmUpSeconds,
        double mostSeconds,
        List<Precision> precisions,
        List<Integer> sizes,
        int layerBatch,
        List<Integer> batches,
        int solverSize,
        Path out) {}
