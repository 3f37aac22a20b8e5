package org.optnet4j.experiments.denoise;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.training.AdamState;

/**
 * Everything that the training of a model needs to go on after an epoch as if it had never stopped. The state of the
 * random numbers is the number of finished epochs: the order of each epoch's signals depends on the seed and the epoch
 * only.
 *
 * @param format version of this layout
 * @param parameters of the model after the last epoch, by name
 * @param adam state of the optimiser of each
 * @param unsolved how many of the quadratic programs so far were not solved
 * @param epochs what the finished epochs measured
 */
record Checkpoint(
        int format,
        Map<String, double[]> parameters,
        Map<String, AdamState> adam,
        long unsolved,
        List<EpochMetrics> epochs) {

    /** The checkpoint before the first epoch. */
    static Checkpoint start(SortedMap<String, double[]> parameters) {
        Map<String, AdamState> adam = new TreeMap<>();
        parameters.forEach((name, values) -> adam.put(name, AdamState.start(values.length)));
        return new Checkpoint(RunSettings.FORMAT, parameters, adam, 0, List.of());
    }

    /**
     * Reads a checkpoint and makes sure that its parts fit together.
     *
     * @param file to read
     * @param start of the same model, for the shapes
     * @throws InputException if the file is not a checkpoint of that model
     */
    static Checkpoint read(Path file, SortedMap<String, double[]> start) {
        Checkpoint checkpoint = JsonFiles.read(file, Checkpoint.class, "a checkpoint");
        boolean fits = checkpoint.format == RunSettings.FORMAT
                && checkpoint.parameters.keySet().equals(start.keySet())
                && checkpoint.adam.keySet().equals(start.keySet())
                && start.entrySet().stream()
                        .allMatch(entry -> checkpoint.hasLength(entry.getKey(), entry.getValue().length));
        if (!fits) {
            throw new InputException(file + ": expected a checkpoint of format " + RunSettings.FORMAT
                    + " of the model that the run's settings name, got format " + checkpoint.format
                    + " or parts of other sizes");
        }
        return checkpoint;
    }

    /** The parameters for a model to change. */
    SortedMap<String, double[]> copyParameters() {
        SortedMap<String, double[]> copy = new TreeMap<>();
        parameters.forEach((name, values) -> copy.put(name, values.clone()));
        return copy;
    }

    private boolean hasLength(String name, int length) {
        return parameters.get(name).length == length && adam.get(name).hasLength(length);
    }
}
