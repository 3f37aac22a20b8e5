package org.optnet4j.examples.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;

/** Known objectives, from the columns {@code name} and {@code objective_including_r} of a {@code reference.csv}. */
final class Reference {
    static final String FILE = "reference.csv";
    private static final String NAME = "name";
    private static final String OBJECTIVE = "objective_including_r";

    private final Map<String, Double> objectives;

    private Reference(Map<String, Double> objectives) {
        this.objectives = objectives;
    }

    /** Those of a folder; none where it has no such file. */
    static Reference of(Path folder) {
        Path file = folder.resolve(FILE);
        Map<String, Double> objectives = new HashMap<>();
        if (!Files.exists(file)) {
            return new Reference(objectives);
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + AtomicFile.reason(e), e);
        }
        List<String> head =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0).split(","));
        int name = head.indexOf(NAME);
        int objective = head.indexOf(OBJECTIVE);
        if (name < 0 || objective < 0) {
            throw new InputException(
                    file + ": line 1: expected the columns " + NAME + " and " + OBJECTIVE + ", got " + head);
        }
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",");
            try {
                objectives.put(cells[name], Double.parseDouble(cells[objective]));
            } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
                throw new InputException(
                        file + ": line " + (i + 1) + ": expected a name and an objective, got " + lines.get(i), e);
            }
        }
        return new Reference(objectives);
    }

    @Nullable
    Double objective(String name) {
        return objectives.get(name);
    }
}
