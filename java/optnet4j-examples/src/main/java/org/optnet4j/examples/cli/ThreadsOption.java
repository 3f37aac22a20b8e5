package org.optnet4j.examples.cli;

import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;
import picocli.CommandLine.Option;

/** The option that chooses how many threads work. */
public final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "Threads to work with; they do not change a result. Default: all cores.")
    @Nullable
    Integer threads;

    /**
     * How many threads to work with.
     *
     * @return from 1 to 1024
     * @throws InputException if another number was given
     */
    public int count() {
        int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        return (int) Numbers.between("--threads", count, 1, 1024);
    }

    /**
     * A pool of that many threads; ends with the process.
     *
     * @return a new pool
     * @throws InputException if the number is out of range
     */
    public ForkJoinPool pool() {
        return new ForkJoinPool(count());
    }
}
