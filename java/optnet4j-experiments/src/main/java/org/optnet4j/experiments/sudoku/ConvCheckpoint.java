package org.optnet4j.experiments.sudoku;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.experiments.checkpoint.ZipParts;

/**
 * Everything a run needs to go on after an epoch as if it had never stopped, in one zip file: {@code state.json} and, as
 * NumPy's {@code .npz}, the weights, what Adam remembers, and the kept weights. The order of each epoch's puzzles depends on
 * the seed and the epoch only.
 *
 * @param state what is no tensor
 * @param weights after the last epoch
 * @param mean Adam's running averages of the gradients
 * @param square Adam's running averages of their squares
 * @param kept weights after the epoch with the lowest training loss so far (the start values before the first)
 */
record ConvCheckpoint(ConvState state, NDList weights, NDList mean, NDList square, NDList kept) {
    private static final String STATE = "state.json";

    /** The checkpoint before the first epoch. */
    static ConvCheckpoint start(ConvState state, NDManager manager) {
        NDList weights = ConvNetwork.start(state.shape(), state.settings().start(), manager);
        return new ConvCheckpoint(
                state, weights, TensorAdam.zeros(weights), TensorAdam.zeros(weights), Tensors.copy(weights));
    }

    /** The same with another number of epochs to reach. */
    ConvCheckpoint withPlannedEpochs(int planned) {
        return new ConvCheckpoint(state.withPlannedEpochs(planned), weights, mean, square, kept);
    }

    /** Writes the file, atomically. */
    void write(Path file) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(STATE, JsonFiles.toBytes(state));
        tensors().forEach((name, list) -> parts.put(name, list.encode(NDList.Encoding.NPZ)));
        ZipParts.write(file, parts);
    }

    private Map<String, NDList> tensors() {
        Map<String, NDList> tensors = new LinkedHashMap<>();
        tensors.put("weights.npz", weights);
        tensors.put("mean.npz", mean);
        tensors.put("square.npz", square);
        tensors.put("kept.npz", kept);
        return tensors;
    }

    /**
     * Reads the state alone.
     *
     * @throws InputException if the file is not a checkpoint of this layout
     */
    static ConvState readState(Path file) {
        return ZipParts.read(file, parts -> stateOf(parts, file));
    }

    /**
     * Reads a checkpoint and makes sure that its parts fit together.
     *
     * @throws InputException if the file is not a checkpoint of this layout
     */
    static ConvCheckpoint read(Path file, NDManager manager) {
        return ZipParts.read(file, parts -> {
            ConvState state = stateOf(parts, file);
            return new ConvCheckpoint(
                    state,
                    tensors(parts, "weights.npz", state.shape(), manager),
                    tensors(parts, "mean.npz", state.shape(), manager),
                    tensors(parts, "square.npz", state.shape(), manager),
                    tensors(parts, "kept.npz", state.shape(), manager));
        });
    }

    private static ConvState stateOf(ZipParts parts, Path file) throws IOException {
        ConvState state = JsonFiles.read(parts.get(STATE), ConvState.class, file + ": " + STATE, "a checkpoint");
        if (!state.isSound()) {
            throw new ZipException("format " + state.format() + " or parts that do not belong together, not format "
                    + ConvState.FORMAT);
        }
        return state;
    }

    private static NDList tensors(ZipParts parts, String entry, ConvShape shape, NDManager manager) throws IOException {
        NDList read = NDList.decode(manager, new ByteArrayInputStream(parts.get(entry)));
        NDList ordered = new NDList();
        for (var wanted : shape.parameters().entrySet()) {
            NDArray found = read.get(wanted.getKey());
            if (found == null || !found.getShape().equals(wanted.getValue())) {
                throw new ZipException(entry + " with " + (found == null ? "no" : found.getShape()) + " "
                        + wanted.getKey() + ", not " + wanted.getValue());
            }
            ordered.add(found);
        }
        return ordered;
    }
}
