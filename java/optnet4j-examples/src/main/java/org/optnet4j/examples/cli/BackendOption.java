package org.optnet4j.examples.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that chooses the back end. */
public final class BackendOption {
    /** What was given; null if nothing was. */
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "auto (the best one available), java, cpu or cuda. Default: auto.")
    public @Nullable String name;

    /**
     * The back end to ask for.
     *
     * @return what was given, or {@code auto}
     */
    public String nameOrAuto() {
        return name == null ? "auto" : name;
    }
}
