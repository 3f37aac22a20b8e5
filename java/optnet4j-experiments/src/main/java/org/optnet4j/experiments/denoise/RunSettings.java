package org.optnet4j.experiments.denoise;

import java.nio.file.Path;
import java.util.List;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;

/**
 * What a run computes: with the version of this program, all that its numbers depend on.
 *
 * @param format version of the layout of a run's files
 * @param backend what solves the quadratic programs
 * @param seed of signals, starts and orders
 * @param law of the signals
 * @param train number of training signals
 * @param test number of test signals
 * @param batch signals per step
 * @param models what is trained, in this order
 */
record RunSettings(
        int format,
        String backend,
        long seed,
        SignalLaw law,
        int train,
        int test,
        int batch,
        List<TrainingSettings> models) {
    /** The layout written by this version. */
    static final int FORMAT = 1;

    /**
     * Reads the settings of a run.
     *
     * @throws InputException if the file does not hold settings of this layout
     */
    static RunSettings read(Path file) {
        RunSettings settings = JsonFiles.read(file, RunSettings.class, "the settings of a run");
        if (settings.format != FORMAT) {
            throw new InputException(file + ": expected format " + FORMAT + ", got " + settings.format);
        }
        return settings;
    }

    DenoisingSize size() {
        return new DenoisingSize(law.length());
    }
}
