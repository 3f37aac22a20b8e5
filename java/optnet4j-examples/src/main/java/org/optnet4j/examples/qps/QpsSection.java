package org.optnet4j.examples.qps;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sections of a file. A section's name begins its line, which tells it from lines of data: they begin with a blank. */
enum QpsSection {
    NAME,
    OBJSENSE,
    ROWS,
    COLUMNS,
    RHS,
    RANGES,
    BOUNDS,
    QUADOBJ,
    QSECTION,
    QMATRIX,
    ENDATA;

    /** The names, for messages. */
    static final String ALL = Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));

    /** The section of this name, in letters of either case; null if there is none. */
    static @Nullable QpsSection of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(section -> section.name().equals(upper))
                .findFirst()
                .orElse(null);
    }

    /** The section whose names this one uses; null if it uses none. */
    @Nullable
    QpsSection needs() {
        return switch (this) {
            case COLUMNS, RHS, RANGES -> ROWS;
            case BOUNDS, QUADOBJ, QSECTION, QMATRIX -> COLUMNS;
            default -> null;
        };
    }

    /** Whether this is one of the sections that hold Q. */
    boolean isQuadratic() {
        return this == QUADOBJ || this == QSECTION || this == QMATRIX;
    }
}
