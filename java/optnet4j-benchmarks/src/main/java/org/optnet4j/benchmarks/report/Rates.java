package org.optnet4j.benchmarks.report;

import org.optnet4j.benchmarks.results.Row;

/** Operations per second. */
final class Rates {
    private Rates() {}

    /** Of the factorisation of a matrix, n^3 / 3 operations: 10^9 per second; NaN without a time. */
    static double cholesky(Row row) {
        return Math.pow(row.n(), 3) / 3 / row.time() / 1e3;
    }

    /** Of a multiply-add, two operations: 10^9 per second; NaN without a time. */
    static double peak(Row row) {
        return 2 / row.time() / 1e3;
    }
}
