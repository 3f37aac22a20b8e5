package org.optnet4j.examples.cli;

import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that chooses how many threads work. */
final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "Threads to work with; they do not change a result. Default: all cores.")
    @Nullable
    Integer threads;

    /** A pool of that many threads; ends with the process. */
    ForkJoinPool pool() {
        int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        return new ForkJoinPool((int) Numbers.between("--threads", count, 1, 1024));
    }
}
