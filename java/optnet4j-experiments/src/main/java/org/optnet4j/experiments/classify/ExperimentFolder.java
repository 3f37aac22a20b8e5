package org.optnet4j.experiments.classify;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.Folders;
import org.optnet4j.examples.io.InputException;

/**
 * The folder of an experiment.
 *
 * @param path the folder
 */
record ExperimentFolder(Path path) {
    private static final String CHECKPOINTS = ".checkpoint.zip";

    Path plan() {
        return path.resolve("plan.json");
    }

    Path metrics() {
        return path.resolve("metrics.json");
    }

    Path learningCurves() {
        return path.resolve("learning-curves.png");
    }

    Path checkpoint(RunSettings settings) {
        return path.resolve(settings.name() + CHECKPOINTS);
    }

    /**
     * Makes the folder.
     *
     * @throws InputException if that fails
     */
    void create() {
        Folders.create("--out", path);
    }

    /**
     * Removes what an earlier experiment left, so that nothing of it is taken for a part of the new one.
     *
     * @throws InputException if that fails
     */
    void removeResults() {
        try (DirectoryStream<Path> checkpoints = Files.newDirectoryStream(path, "*" + CHECKPOINTS)) {
            for (Path checkpoint : checkpoints) {
                Files.delete(checkpoint);
            }
            Files.deleteIfExists(plan());
            Files.deleteIfExists(metrics());
            Files.deleteIfExists(learningCurves());
        } catch (IOException e) {
            throw new InputException(
                    "--out " + path + ": an earlier experiment's files cannot be removed: " + AtomicFile.reason(e), e);
        }
    }
}
