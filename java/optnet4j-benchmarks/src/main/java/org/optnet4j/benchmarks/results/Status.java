package org.optnet4j.benchmarks.results;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What came of a measurement. */
public enum Status {
    /** Every answer passed the check, and there is a time. */
    @JsonProperty("ok")
    OK,
    /** An answer did not pass the check, or there was none: no time counts. */
    @JsonProperty("failed")
    FAILED,
    /** The solver is not there. */
    @JsonProperty("missing")
    MISSING
}
