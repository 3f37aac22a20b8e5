package org.optnet4j.examples.sudoku;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.Folders;
import org.optnet4j.examples.io.InputException;

/**
 * The folder of one run.
 *
 * @param path the folder
 * @param checkpointName name of the file to go on from
 * @param modelName name of the file with the kept model
 */
public record RunFolder(Path path, String checkpointName, String modelName) {
    /**
     * Where to go on from.
     *
     * @return the file
     */
    public Path checkpoint() {
        return path.resolve(checkpointName);
    }

    /**
     * What every epoch measured.
     *
     * @return the file
     */
    public Path metrics() {
        return path.resolve("metrics.json");
    }

    /**
     * The kept model.
     *
     * @return the file
     */
    public Path model() {
        return path.resolve(modelName);
    }

    /**
     * The picture of loss and board error.
     *
     * @return the file
     */
    public Path learningCurve() {
        return path.resolve("learning-curve.png");
    }

    /**
     * The picture of the board error by number of givens.
     *
     * @return the file
     */
    Path errorByGivens() {
        return path.resolve("error-by-givens.png");
    }

    /**
     * The picture of the board error of two models.
     *
     * @return the file
     */
    public Path comparison() {
        return path.resolve("models.png");
    }

    /**
     * Makes the folder.
     *
     * @throws InputException if that fails
     */
    public void create() {
        Folders.create("--out", path);
    }

    /**
     * Removes what an earlier run concluded, so that nothing of it is left beside the new run's checkpoint.
     *
     * @throws InputException if that fails
     */
    public void removeResults() {
        try {
            Files.deleteIfExists(metrics());
            Files.deleteIfExists(model());
            Files.deleteIfExists(learningCurve());
            Files.deleteIfExists(errorByGivens());
            Files.deleteIfExists(comparison());
        } catch (IOException e) {
            throw new InputException(
                    "--out " + path + ": an earlier run's files cannot be removed: " + AtomicFile.reason(e), e);
        }
    }
}
