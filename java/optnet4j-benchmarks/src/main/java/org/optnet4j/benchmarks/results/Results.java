package org.optnet4j.benchmarks.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;

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
     * These results and the rows of others, which come last. Machine, date and command stay.
     *
     * @param other the others
     * @return all rows
     */
    public Results merged(Results other) {
        List<Row> all = new ArrayList<>(rows);
        all.addAll(other.rows);
        return new Results(machine, date, command, all);
    }
}
