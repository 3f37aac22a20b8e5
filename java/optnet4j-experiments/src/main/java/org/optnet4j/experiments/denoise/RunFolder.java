package org.optnet4j.experiments.denoise;

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
    Path settings() {
        return path.resolve("settings.json");
    }

    Path totalVariation() {
        return path.resolve("total-variation.json");
    }

    Path checkpoint(ModelKind model) {
        return path.resolve(model.option() + "-checkpoint.json");
    }

    Path metrics() {
        return path.resolve("metrics.json");
    }

    Path lambdas() {
        return path.resolve("total-variation.png");
    }

    Path learningCurves() {
        return path.resolve("learning-curves.png");
    }

    Path signals() {
        return path.resolve("signals.png");
    }

    Path learnedDifferences() {
        return path.resolve("learned-D.png");
    }

    /** Makes the folder, and removes what an earlier run left in it; its settings first, for without them it is none. */
    void clear() {
        try {
            Files.createDirectories(path);
            Files.deleteIfExists(settings());
            Files.deleteIfExists(totalVariation());
            for (ModelKind model : ModelKind.values()) {
                Files.deleteIfExists(checkpoint(model));
            }
            Files.deleteIfExists(metrics());
            Files.deleteIfExists(lambdas());
            Files.deleteIfExists(learningCurves());
            Files.deleteIfExists(signals());
            Files.deleteIfExists(learnedDifferences());
        } catch (IOException e) {
            throw new InputException("--out " + path + ": expected a folder to write to: " + AtomicFile.reason(e), e);
        }
    }
}
