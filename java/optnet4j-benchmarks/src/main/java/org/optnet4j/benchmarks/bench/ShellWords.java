package org.optnet4j.benchmarks.bench;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Arguments as a shell has to be given them. */
final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWords() {}

    /** A line that a POSIX shell takes apart into these words again. */
    static String line(String... words) {
        return Arrays.stream(words).map(ShellWords::word).collect(Collectors.joining(" "));
    }

    private static String word(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
