package org.optnet4j.experiments.sudoku;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.io.Quote;
import org.optnet4j.examples.sudoku.EpochMetrics;
import org.optnet4j.examples.sudoku.RunRequest;
import org.optnet4j.examples.sudoku.TrainingSettings;
import org.optnet4j.experiments.engine.PyTorch;

/**
 * What a run of the QP layer left in its {@code metrics.json}, as far as it is compared.
 *
 * @param backend what computed it
 * @param settings which puzzles it had
 * @param epochs what each epoch measured
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record OptNetCurve(String backend, Puzzles settings, List<EpochMetrics> epochs) {
    /**
     * What fixes the puzzles of a run.
     *
     * @param seed of the puzzles
     * @param train number of training puzzles
     * @param test number of test puzzles
     * @param hard how cells were removed
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Puzzles(long seed, int train, int test, boolean hard) {
        static Puzzles of(TrainingSettings settings) {
            return new Puzzles(settings.seed(), settings.train(), settings.test(), settings.hard());
        }

        @Override
        public String toString() {
            return "--seed " + seed + " --train " + train + " --test " + test + (hard ? " --hard" : "");
        }
    }

    /**
     * Reads the run in a folder.
     *
     * @param folder of the run
     * @param settings of the run it is compared with
     * @throws InputException if there is no such run, or it had other puzzles
     */
    static OptNetCurve read(Path folder, TrainingSettings settings) {
        OptNetCurve curve = JsonFiles.read(folder.resolve("metrics.json"), OptNetCurve.class, "metrics of a run");
        if (curve.backend.equals(PyTorch.NAME)) {
            throw new InputException(
                    "--compare " + folder + ": expected a run of optnet4j sudoku, got one with --model conv");
        }
        Puzzles wanted = Puzzles.of(settings);
        if (!curve.settings.equals(wanted)) {
            throw new InputException("--compare " + folder + ": expected a run with the same puzzles, " + wanted
                    + ", got one with " + curve.settings);
        }
        return curve;
    }

    /**
     * The first run with the same puzzles in a default folder of the QP layer.
     *
     * @param given the folder that the user named, which counts alone; null for none
     * @param settings of the run it is compared with
     * @param out where to say what was left out
     * @throws InputException if the folder that the user named has no such run
     */
    static Optional<OptNetCurve> find(@Nullable Path given, TrainingSettings settings, PrintStream out) {
        if (given != null) {
            return Optional.of(read(given, settings));
        }
        RunRequest request =
                new RunRequest(null, settings.seed(), null, null, null, settings.hard(), null, null, false);
        return first(Stream.of("cuda", "cpu", "java").map(request::folder), settings, out);
    }

    /** The first run with the same puzzles; nobody asked for these folders, so one whose run cannot be read is left out. */
    static Optional<OptNetCurve> first(Stream<Path> folders, TrainingSettings settings, PrintStream out) {
        return folders.map(folder -> folder.resolve("metrics.json"))
                .filter(Files::exists)
                .flatMap(file -> {
                    try {
                        return Stream.of(JsonFiles.read(file, OptNetCurve.class, "metrics of a run"));
                    } catch (InputException e) {
                        out.println("not compared: " + Quote.oneLine(String.valueOf(e.getMessage())));
                        return Stream.empty();
                    }
                })
                .filter(curve -> curve.settings.equals(Puzzles.of(settings)))
                .findFirst();
    }
}
