package org.optnet4j.benchmarks.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One measurement.
 *
 * @param caseName what was solved, as in {@code F1 32,32,8}
 * @param file the name of the file with the problems; empty if they are in none
 * @param n variables of each problem, or rows of each matrix
 * @param m inequalities of each problem
 * @param p equalities of each problem
 * @param batch how many problems were timed together
 * @param precision float64 or float32
 * @param solver its name
 * @param version its version
 * @param threads how many worked
 * @param call what was timed: one of {@link Call}
 * @param microsecondsPerProblem the time of a pass over the batch, divided by the batch: the median over passes of a
 *     round, and of that the median over rounds; null without a time
 * @param worstResidual the largest relative residual of an answer; null if unknown
 * @param status what came of it
 * @param reason why there is no time; empty if there is one
 */
@JsonPropertyOrder({
    "case",
    "file",
    "n",
    "m",
    "p",
    "batch",
    "precision",
    "solver",
    "version",
    "threads",
    "call",
    "microsecondsPerProblem",
    "worstResidual",
    "status",
    "reason"
})
public record Row(
        @JsonProperty(value = "case", required = true) String caseName,
        @JsonProperty(required = true) String file,
        @JsonProperty(required = true) int n,
        @JsonProperty(required = true) int m,
        @JsonProperty(required = true) int p,
        @JsonProperty(required = true) int batch,
        @JsonProperty(required = true) String precision,
        @JsonProperty(required = true) String solver,
        @JsonProperty(required = true) String version,
        @JsonProperty(required = true) int threads,
        @JsonProperty(required = true) String call,
        @Nullable Double microsecondsPerProblem,
        @Nullable Double worstResidual,
        @JsonProperty(required = true) Status status,
        @JsonProperty(required = true) String reason) {

    /** What the relative residual of an answer in double precision may be: the KKT residual, or that of a linear system. */
    public static final double TOLERANCE = 1e-8;

    /** What does not go together in this row; null if all does. */
    @Nullable
    String flaw() {
        if (status == Status.OK && (microsecondsPerProblem == null || worstResidual == null)) {
            return "status ok: expected microsecondsPerProblem and worstResidual, got null";
        }
        return microsecondsPerProblem == null || microsecondsPerProblem > 0
                ? null
                : "microsecondsPerProblem: expected a number above 0, got " + microsecondsPerProblem;
    }

    /**
     * This measurement with what came of it.
     *
     * @param problems how many were timed together
     * @param microseconds per problem
     * @param residual the worst one
     * @return a row with status ok
     */
    public Row timed(int problems, double microseconds, double residual) {
        return with(problems, microseconds, residual, Status.OK, "");
    }

    /**
     * This measurement with the reason why its answers are not good enough to be timed.
     *
     * @param residual the worst one; null if there are no answers
     * @param why in one line
     * @return a row with status failed
     */
    public Row failed(@Nullable Double residual, String why) {
        return with(batch, null, residual, Status.FAILED, why);
    }

    /**
     * This measurement with the reason why there is nothing to measure.
     *
     * @param why in one line
     * @return a row with status missing
     */
    public Row missing(String why) {
        return with(batch, null, null, Status.MISSING, why);
    }

    /** This row, or one with status failed: whoever measured it, answers that are not accurate enough are a failure. */
    Row gated() {
        return status == Status.OK
                        && precision.equals("float64")
                        && worstResidual != null
                        && !(worstResidual <= TOLERANCE)
                ? failed(worstResidual, "relative residual " + worstResidual + ", expected at most " + TOLERANCE)
                : this;
    }

    /**
     * The time, where it counts.
     *
     * @return microseconds per problem; NaN unless the status is ok
     */
    public double time() {
        return status == Status.OK && microsecondsPerProblem != null ? microsecondsPerProblem : Double.NaN;
    }

    private Row with(
            int problems, @Nullable Double microseconds, @Nullable Double residual, Status became, String why) {
        return new Row(
                caseName,
                file,
                n,
                m,
                p,
                problems,
                precision,
                solver,
                version,
                threads,
                call,
                microseconds,
                residual,
                became,
                why);
    }
}
