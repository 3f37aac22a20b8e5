package org.optnet4j.examples.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the system says about the processor. */
public final class Processor {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Processor() {}

    /**
     * The model.
     *
     * @return its name, or that it is unknown
     */
    public static String model() {
        return value(lines(), "model name", "unknown model");
    }

    /**
     * All that the system says.
     *
     * @return lines of a key, a colon and a value; none on systems other than Linux
     */
    public static List<String> lines() {
        try {
            return Files.readAllLines(CPU_INFO, StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Not Linux; the rest of a report does not depend on it.
            return List.of();
        }
    }

    /**
     * The first value of a key.
     *
     * @param lines such as {@link #lines} returns
     * @param key the whole of it: "model" is not "model name"
     * @param otherwise the value of a key that is not there
     * @return the value
     */
    public static String value(List<String> lines, String key, String otherwise) {
        return lines.stream()
                .filter(line -> line.contains(":")
                        && line.substring(0, line.indexOf(':')).strip().equals(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
