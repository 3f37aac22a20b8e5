package org.optnet4j.examples.qps;

import java.util.Locale;
import org.optnet4j.examples.io.Quote;

/** A column, which is a variable, with its bounds: from 0 upwards if the file does not say anything else. */
final class QpsColumn {
    /** What a column takes of the heap, about, besides two bytes for each letter of its name. */
    static final long BYTES = 200;

    final String name;
    final int index;

    /** NaN where the file says nothing. */
    private double lower = Double.NaN;

    private double upper = Double.NaN;

    QpsColumn(String name, int index) {
        this.name = name;
        this.index = index;
    }

    /**
     * Takes a bound of the file.
     *
     * @param type LO, UP, FX, FR, MI or PL
     * @param number empty if there is none
     * @param lines to say where it is, if it is wrong
     */
    void bound(String type, String number, QpsLines lines) {
        switch (type.toUpperCase(Locale.ROOT)) {
            case "LO" -> setLower(QpsNumber.lower(QpsNumber.parse(number, lines), lines), lines);
            case "UP" -> setUpper(QpsNumber.upper(QpsNumber.parse(number, lines), lines), lines);
            case "FX" -> {
                double value = QpsNumber.exact(QpsNumber.parse(number, lines), lines);
                setLower(value, lines);
                setUpper(value, lines);
            }
            case "FR" -> {
                ignored(number, lines);
                setLower(Double.NEGATIVE_INFINITY, lines);
                setUpper(Double.POSITIVE_INFINITY, lines);
            }
            case "MI" -> {
                ignored(number, lines);
                setLower(Double.NEGATIVE_INFINITY, lines);
            }
            case "PL" -> {
                ignored(number, lines);
                setUpper(Double.POSITIVE_INFINITY, lines);
            }
            case "BV", "LI", "UI", "SC", "SI" ->
                throw lines.bad("expected bounds of continuous variables (integer and semi-continuous ones are not "
                        + "supported), got " + type);
            default ->
                throw lines.bad("expected a bound LO, UP, FX, FR, MI or PL, got \"" + Quote.shorten(type) + "\"");
        }
    }

    /** Bounds that need no number may have one all the same. */
    private static void ignored(String number, QpsLines lines) {
        if (!number.isEmpty()) {
            QpsNumber.parse(number, lines);
        }
    }

    private void setLower(double value, QpsLines lines) {
        if (!Double.isNaN(lower)) {
            throw lines.bad("expected one lower bound for each column, got another for " + Quote.shorten(name));
        }
        lower = value;
    }

    private void setUpper(double value, QpsLines lines) {
        if (!Double.isNaN(upper)) {
            throw lines.bad("expected one upper bound for each column, got another for " + Quote.shorten(name));
        }
        upper = value;
    }

    /** The lower bound: 0 if there is none in the file, but none at all under a negative upper bound. */
    double lower() {
        if (!Double.isNaN(lower)) {
            return lower;
        }
        return upper < 0 ? Double.NEGATIVE_INFINITY : 0;
    }

    double upper() {
        return Double.isNaN(upper) ? Double.POSITIVE_INFINITY : upper;
    }
}
