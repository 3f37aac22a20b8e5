package org.optnet4j.examples.solve;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of files with problems, told by the ends of their names, in letters of either case. */
public enum FileFormat {
    /** Any number of problems as JSON. */
    JSON(".json"),
    /** A problem as arrays of NumPy. */
    NPZ(".npz"),
    /** A problem in MPS format with a quadratic term. */
    QPS(".qps", ".sif", ".mps");

    private final List<String> suffixes;

    FileFormat(String... suffixes) {
        this.suffixes = List.of(suffixes);
    }

    /**
     * The format of a file.
     *
     * @param name of the file
     * @return its format, or null if the name tells none
     */
    public static @Nullable FileFormat of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.suffixes.stream().anyMatch(lower::endsWith))
                .findFirst()
                .orElse(null);
    }
}
