package org.optnet4j.examples.qps;

import java.util.regex.Pattern;
import org.optnet4j.examples.io.Quote;

/** Numbers of a file. */
final class QpsNumber {
    /** From here on a bound counts as infinite, which is to say absent: what writers of such files mean by it. */
    static final double INFINITE = 1e20;

    /** Decimal, and nothing else that Java would take; D is how Fortran begins exponents. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:\\d++\\.?+\\d*+|\\.\\d++)(?:[eEdD][+-]?\\d++)?");

    private QpsNumber() {}

    /** The number that a field of the current line holds. */
    static double parse(String field, QpsLines lines) {
        if (!DECIMAL.matcher(field).matches()) {
            throw lines.bad(
                    "expected a number, got " + (field.isEmpty() ? "none" : "\"" + Quote.shorten(field) + "\""));
        }
        double value = Double.parseDouble(field.replace('D', 'e').replace('d', 'e'));
        if (Double.isInfinite(value)) {
            throw lines.bad("expected a number that fits float64, got " + Quote.shorten(field));
        }
        return value;
    }

    /** A lower limit, infinite if it is as good as that. */
    static double lower(double value, QpsLines lines) {
        if (value >= INFINITE) {
            throw lines.bad("expected a lower limit below 1e20, which counts as infinite, got " + value);
        }
        return value <= -INFINITE ? Double.NEGATIVE_INFINITY : value;
    }

    /** An upper limit, infinite if it is as good as that. */
    static double upper(double value, QpsLines lines) {
        if (value <= -INFINITE) {
            throw lines.bad("expected an upper limit above -1e20, which counts as infinite, got " + value);
        }
        return value >= INFINITE ? Double.POSITIVE_INFINITY : value;
    }

    /** A value that something is to have exactly. */
    static double exact(double value, QpsLines lines) {
        if (Math.abs(value) >= INFINITE) {
            throw lines.bad("expected a value below 1e20 in magnitude, which counts as infinite, got " + value);
        }
        return value;
    }
}
