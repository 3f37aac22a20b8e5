package org.optnet4j.benchmarks.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was measured in one run.
 *
 * @param machine where
 * @param date when, as in 2026-11-26
 * @param command what was run
 * @param rows the measurements
 */
@JsonPropertyOrder({"machine", "date", "command", "rows"})
public record Results(
        @JsonProperty(required = true) Machine machine,
        @JsonProperty(required = true) String date,
        @JsonProperty(required = true) String command,
        @JsonProperty(required = true) List<Row> rows) {
    /**
     * These results and the rows of others. What was measured again takes the place of what it was; the rest comes last.
     * Machine, date and command stay.
     *
     * @param other the others
     * @return all rows
     */
    public Results merged(Results other) {
        Map<List<Object>, Row> all = new LinkedHashMap<>();
        Stream.of(rows, other.rows)
                .flatMap(List::stream)
                .forEach(row -> all.merge(
                        measured(row), row, (earlier, later) -> later.status() == Status.MISSING ? earlier : later));
        return new Results(machine, date, command, List.copyOf(all.values()));
    }

    /** What a row is a measurement of. */
    private static List<Object> measured(Row row) {
        return List.of(row.caseName(), row.solver(), row.threads(), row.call(), row.precision());
    }
}
