package org.optnet4j.internal.nativelib;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the native code is compiled for; the code of a set is its position plus one. */
enum InstructionSet {
    /** What every processor of the platform has. */
    BASELINE,
    /** AVX2 and FMA. */
    AVX2,
    /** AVX-512 F, DQ, VL and BW. */
    AVX512;

    int code() {
        return ordinal() + 1;
    }

    boolean supported() {
        return Bindings.supports(code());
    }

    static InstructionSet ofCode(int code) {
        return values()[code - 1];
    }

    static Optional<InstructionSet> named(String name) {
        return Arrays.stream(values())
                .filter(set -> set.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values())
                .map(set -> set.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
