package org.optnet4j.examples.qps;

/** A row: an objective (N), an equality (E), or an inequality (L, G), with its right-hand side and its range. */
final class QpsRow {
    /** What a row takes of the heap, about, besides two bytes for each letter of its name. */
    static final long BYTES = 200;

    final char type;
    final String name;

    /** Among the rows that are no objectives. */
    final int index;

    /** The last column with a number in this row; what is in order needs no larger memory to find double ones. */
    int lastColumn = -1;

    private double rightHandSide;
    private boolean hasRightHandSide;
    private double range = Double.NaN;

    QpsRow(char type, String name, int index) {
        this.type = type;
        this.name = name;
        this.index = index;
    }

    void setRightHandSide(double value, QpsLines lines) {
        if (hasRightHandSide) {
            throw lines.bad("expected one number for each row, got another for this one");
        }
        hasRightHandSide = true;
        rightHandSide = switch (type) {
            case 'L' -> QpsNumber.upper(value, lines);
            case 'G' -> QpsNumber.lower(value, lines);
            case 'E' -> QpsNumber.exact(value, lines);
            default -> value;
        };
    }

    void setRange(double value, QpsLines lines) {
        if (!Double.isNaN(range)) {
            throw lines.bad("expected one number for each row, got another for this one");
        }
        range = value;
    }

    double rightHandSide() {
        return rightHandSide;
    }

    /** Whether the row is to have one value exactly. */
    boolean isEquality() {
        return lower() == upper();
    }

    /**
     * The lower limit: ranges extend an L row downwards, and an E row whose range is negative.
     *
     * @return negative infinity if there is none
     */
    double lower() {
        return switch (type) {
            case 'G' -> rightHandSide;
            case 'L' -> Double.isNaN(range) ? Double.NEGATIVE_INFINITY : absent(rightHandSide - Math.abs(range));
            default -> range < 0 ? absent(rightHandSide + range) : rightHandSide;
        };
    }

    /**
     * The upper limit: ranges extend a G row upwards, and an E row whose range is positive.
     *
     * @return infinity if there is none
     */
    double upper() {
        return switch (type) {
            case 'L' -> rightHandSide;
            case 'G' -> Double.isNaN(range) ? Double.POSITIVE_INFINITY : absent(rightHandSide + Math.abs(range));
            default -> range > 0 ? absent(rightHandSide + range) : rightHandSide;
        };
    }

    private static double absent(double limit) {
        return Math.abs(limit) >= QpsNumber.INFINITE ? Math.copySign(Double.POSITIVE_INFINITY, limit) : limit;
    }
}
