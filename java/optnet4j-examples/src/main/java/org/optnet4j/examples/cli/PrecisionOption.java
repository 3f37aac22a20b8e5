package org.optnet4j.examples.cli;

import org.optnet4j.Precision;
import picocli.CommandLine.Option;

/** The option {@code --precision}. */
public final class PrecisionOption {
    /** The names of the precisions, as users write them. */
    enum Name {
        float64(Precision.FLOAT64),
        float32(Precision.FLOAT32);

        final Precision precision;

        Name(Precision precision) {
            this.precision = precision;
        }
    }

    @Option(names = "--precision", paramLabel = "TYPE", description = "float64 or float32. Default: ${DEFAULT-VALUE}.")
    private Name name = Name.float64;

    /**
     * What was given, or the default.
     *
     * @return the precision
     */
    public Precision precision() {
        return name.precision;
    }
}
