package org.optnet4j.examples.sudoku;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;

/**
 * The folder of one run.
 *
 * @param path the folder
 */
record RunFolder(Path path) {
    Path checkpoint() {
        return path.resolve("checkpoint.json");
    }

    Path metrics() {
        return path.resolve("metrics.json");
    }

    Path model() {
        return path.resolve("model.json");
    }

    Path learningCurve() {
        return path.resolve("learning-curve.png");
    }

    /** Makes the folder. */
    void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new InputException("--out " + path + ": the folder cannot be made: " + AtomicFile.reason(e), e);
        }
    }

    /** Removes what an earlier run concluded, so that nothing of it is left beside the new run's checkpoint. */
    void removeResults() {
        try {
            Files.deleteIfExists(metrics());
            Files.deleteIfExists(model());
            Files.deleteIfExists(learningCurve());
        } catch (IOException e) {
            throw new InputException(
                    "--out " + path + ": an earlier run's files cannot be removed: " + AtomicFile.reason(e), e);
        }
    }
}
