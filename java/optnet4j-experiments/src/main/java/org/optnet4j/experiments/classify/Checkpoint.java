package org.optnet4j.experiments.classify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;

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
        AtomicFile.write(file, this::writeTo);
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it is not a checkpoint of this layout
     */
    static Checkpoint read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            State state = JsonFiles.read(bytes(zip, STATE), State.class, file + ": " + STATE, "a checkpoint");
            if (state.format() != FORMAT) {
                throw new ZipException("format " + state.format() + ", not " + FORMAT);
            }
            return new Checkpoint(state, bytes(zip, NETWORK), bytes(zip, ADAM));
        } catch (ZipException e) {
            throw new InputException(file + ": expected a checkpoint, got " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + AtomicFile.reason(e), e);
        }
    }

    private void writeTo(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        // Random bits do not get any smaller.
        zip.setLevel(0);
        put(zip, STATE, JsonFiles.toBytes(state));
        put(zip, NETWORK, network);
        put(zip, ADAM, adam);
        zip.finish();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] bytes(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ZipException("a zip file without " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
