package org.optnet4j.experiments.sudoku;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.sudoku.RunRequest;

/**
 * What the user asked for; null where nothing was said, so that a resumed run can take it from its checkpoint.
 *
 * @param run what every model has
 * @param channels filters of each layer
 * @param planes what the channels of input and output are
 * @param threads of the engine
 * @param compare folder of a run of the QP layer on the same puzzles
 */
public record ConvRequest(
        RunRequest run,
        @Nullable Integer channels,
        @Nullable Planes planes,
        @Nullable Integer threads,
        @Nullable Path compare) {
    private static final double LEARNING_RATE = 1e-3;
    private static final int EPOCHS = 20;
    private static final int CHANNELS = 64;

    /** The state before the first epoch of a new run. */
    ConvState start() {
        ConvShape shape = new ConvShape(channels == null ? CHANNELS : channels, planes == null ? Planes.rows : planes);
        int cores = Runtime.getRuntime().availableProcessors();
        return ConvState.start(
                run.settings(LEARNING_RATE), shape, threads == null ? cores : threads, run.epochsOr(EPOCHS));
    }

    /** The folder of the run. */
    Path folder() {
        return run.folder("conv");
    }
}
