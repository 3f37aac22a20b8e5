package org.optnet4j.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TerminalReportTest {
    @Test
    void accuracyStandsBesideTimesAndFailuresHaveNone() {
        assertEquals("""
                Processor, 2 cores; System; JVM. Microseconds per problem.

                case                 solver        threads  batch  forward  backward  forward+backward  worst KKT residual
                F1 8,8,0             optnet4j cpu        1    128     2.00     0.500                 -                4e-9
                F1 8,8,0             ojAlgo ADMM         1    128   failed         -                 -                2e-5
                F1 16,16,0 batch 64  optnet4j cpu        1     64     3.00         -                 -                5e-9

                matrices    solver        threads  batch  cholesky factor  cholesky factor+solve  worst residual
                Cholesky 8  optnet4j cpu        1    256            0.100                      -           1e-16

                peak of one core: 40.0 GFLOP/s (loop)
                missing: optnet4j cuda: no driver
                failed: ojAlgo ADMM, F1 8,8,0, forward: relative residual 2.0E-5
                """, TerminalReport.of(SampleResults.make()));
    }
}
