package org.optnet4j.benchmarks.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.optnet4j.benchmarks.report.Documents;
import org.optnet4j.examples.io.Folders;
import org.optnet4j.examples.io.InputException;

/**
 * Where results go.
 *
 * @param out JSON file; null for none
 * @param plots folder of plots; null for none
 * @param docs clone of the repository whose documents are filled; null for none
 */
record Targets(
        @Nullable Path out, @Nullable Path plots, @Nullable Path docs) {
    /**
     * Makes sure that all can be written, for what was measured in minutes should not be lost to a mistake in a path.
     *
     * @throws InputException if not; names the option
     */
    void require() {
        if (out != null) {
            if (Files.isDirectory(out)) {
                throw new InputException("--out " + out + ": expected a file to write, got a folder");
            }
            writable("--out " + out, out.toAbsolutePath().getParent());
        }
        if (plots != null) {
            Folders.create("--plots", plots);
            writable("--plots " + plots, plots);
        }
        if (docs != null) {
            for (Path folder : Documents.folders(docs)) {
                writable("--docs " + docs, folder);
            }
            Documents.requirePlaces(docs);
        }
    }

    private static void writable(String option, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(option + ": expected to write to the folder " + folder + ", which is not there");
        }
        if (!Files.isWritable(folder)) {
            throw new InputException(option + ": expected to write to the folder " + folder + ": permission denied");
        }
    }
}
