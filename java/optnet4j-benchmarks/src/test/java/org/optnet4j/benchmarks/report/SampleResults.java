package org.optnet4j.benchmarks.report;

import java.util.List;
import org.optnet4j.benchmarks.results.Call;
import org.optnet4j.benchmarks.results.Machine;
import org.optnet4j.benchmarks.results.Results;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.benchmarks.results.Status;

/** Results of a machine that does not exist. */
final class SampleResults {
    private SampleResults() {}

    static Results make() {
        Row forward = qp("F1 8,8,0", "optnet4j cpu", Call.FORWARD);
        Row factor = matrices("optnet4j cpu", Call.FACTOR);
        return new Results(
                new Machine("Processor", 2, "System", "JVM"),
                "2026-11-26",
                "./optnet4j bench",
                List.of(
                        qp("F1 8,8,0", "optnet4j cuda", Call.FORWARD).missing("no driver"),
                        forward.timed(128, 2, 4e-9),
                        qp("F1 8,8,0", "optnet4j cpu", Call.BACKWARD).timed(128, 0.5, 4e-9),
                        qp("F1 8,8,0", "ojAlgo ADMM", Call.FORWARD).failed(2e-5, "relative residual 2.0E-5"),
                        qp("F1 16,16,0 batch 64", "optnet4j cpu", Call.FORWARD).timed(64, 3, 5e-9),
                        factor.timed(256, 0.1, 1e-16),
                        new Row(
                                "peak of one core",
                                "",
                                0,
                                0,
                                0,
                                1,
                                "float64",
                                "loop",
                                "",
                                1,
                                Call.MULTIPLY_ADD,
                                5e-5,
                                0.0,
                                Status.OK,
                                "")));
    }

    private static Row qp(String name, String solver, String call) {
        String file = name.contains("batch") ? "" : "F1_n8_m8_p0.npz";
        return new Row(
                name, file, 8, 8, 0, 128, "float64", solver, "1", 1, call, null, null, Status.MISSING, "not measured");
    }

    private static Row matrices(String solver, String call) {
        return new Row(
                "Cholesky 8", "", 8, 0, 0, 256, "float64", solver, "1", 1, call, null, null, Status.MISSING, "none");
    }
}
