package org.optnet4j.experiments.classify;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.experiments.checkpoint.ZipParts;

/**
 * Everything a run needs to go on after an epoch as if it had never stopped, in one zip file. The state of the random
 * numbers is the number of finished epochs: the order of each epoch's images depends on the seed and the epoch only.
 *
 * @param state what is no tensor
 * @param network the parameters, as DJL saves them
 * @param adam what the optimizer remembers
 */
record Checkpoint(State state, byte[] network, byte[] adam) {
    private static final int FORMAT = 1;
    private static final String STATE = "state.json";
    private static final String NETWORK = "network.params";
    private static final String ADAM = "adam";

    /**
     * What is no tensor.
     *
     * @param format version of the layout
     * @param settings of the run
     * @param epochs what the finished epochs measured
     */
    record State(int format, RunSettings settings, List<EpochMetrics> epochs) {}

    Checkpoint(RunSettings settings, List<EpochMetrics> epochs, byte[] network, byte[] adam) {
        this(new State(FORMAT, settings, epochs), network, adam);
    }

    /** Writes the file, atomically. */
    void write(Path file) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(STATE, JsonFiles.toBytes(state));
        parts.put(NETWORK, network);
        parts.put(ADAM, adam);
        ZipParts.write(file, parts);
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it is not a checkpoint of this layout
     */
    static Checkpoint read(Path file) {
        return ZipParts.read(file, parts -> {
            State state = JsonFiles.read(parts.get(STATE), State.class, file + ": " + STATE, "a checkpoint");
            if (state.format() != FORMAT) {
                throw new ZipException("format " + state.format() + ", not " + FORMAT);
            }
            return new Checkpoint(state, parts.get(NETWORK), parts.get(ADAM));
        });
    }
}
