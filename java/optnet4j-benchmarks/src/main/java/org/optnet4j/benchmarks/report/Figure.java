package org.optnet4j.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.benchmarks.results.Status;

/** Numbers as tables show them. */
final class Figure {
    /** What stands where there is no number. */
    static final String NONE = "-";

    private Figure() {}

    /** Three digits, such as 0.407, 4.74, 13.0, 103 and 12300. */
    static String of(double value) {
        return digits(value, 3);
    }

    /** A ratio, with two digits. */
    static String ratio(double value) {
        return digits(value, 2);
    }

    private static String digits(double value, int digits) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_UP));
        int decimals = Math.max(0, digits - rounded.precision() + rounded.scale());
        return rounded.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** Microseconds per problem; what came of the measurement where there is no time. */
    static String time(@Nullable Row row) {
        if (row == null || row.status() == Status.MISSING) {
            return NONE;
        }
        return row.status() == Status.FAILED ? "failed" : of(row.time());
    }

    /** A residual with one digit, such as 3e-9. */
    static String residual(@Nullable Double residual) {
        if (residual == null) {
            return NONE;
        }
        return residual == 0
                ? "0"
                : String.format(Locale.ROOT, "%.0e", residual).replaceAll("e([-+])0?", "e$1");
    }
}
