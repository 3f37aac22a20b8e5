package org.optnet4j.examples.qps;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import org.optnet4j.examples.io.Quote;

/** Makes a dense problem out of a sparse one. Memory is asked for before it is taken. */
final class QpsDense {
    private final QpsLines lines;
    private final Collection<QpsRow> rows;
    private final QpsColumn[] columns;
    private final int n;
    private final int constraints;

    /** Where the rows are in A or in G. */
    private final int[] places;

    private final boolean[] equality;

    QpsDense(QpsLines lines, Collection<QpsRow> rows, Collection<QpsColumn> columns, int constraints) {
        this.lines = lines;
        this.rows = rows;
        this.n = columns.size();
        this.columns = columns.toArray(new QpsColumn[0]);
        this.constraints = constraints;
        this.places = new int[constraints];
        this.equality = new boolean[constraints];
    }

    /**
     * The problem.
     *
     * @param maximise whether its objective is to be as large as possible
     * @param objective the row that holds the constant of the objective
     * @param linear numbers by row, -1 for the objective, and column
     * @param quadratic numbers of Q
     * @param full whether these are all of Q, and not one triangle
     */
    QpsModel model(boolean maximise, QpsRow objective, QpsEntries linear, QpsEntries quadratic, boolean full) {
        boolean diagonal = isDiagonal(quadratic);
        take(diagonal);
        int p = place();
        int m = constraints - p;
        double[] q = new double[n];
        double[] A = new double[p * n];
        double[] G = new double[m * n];
        for (int k = 0; k < linear.size(); k++) {
            int row = linear.row(k);
            if (row < 0) {
                q[linear.column(k)] = linear.value(k);
            } else {
                (equality[row] ? A : G)[places[row] * n + linear.column(k)] = linear.value(k);
            }
        }
        double[] Q = diagonal ? diagonal(quadratic) : matrix(quadratic, full);
        if (maximise) {
            negate(q);
            negate(Q);
        }
        double[] b = new double[p];
        double[] l = new double[m];
        double[] h = new double[m];
        for (QpsRow row : rows) {
            if (row.index >= 0 && equality[row.index]) {
                b[places[row.index]] = row.upper();
            } else if (row.index >= 0) {
                l[places[row.index]] = row.lower();
                h[places[row.index]] = row.upper();
            }
        }
        double[] lb = Arrays.stream(columns).mapToDouble(QpsColumn::lower).toArray();
        double[] ub = Arrays.stream(columns).mapToDouble(QpsColumn::upper).toArray();
        // The right-hand side of the objective is on the other side of the sign of equality. No minus before it: no -0.
        return new QpsModel(maximise, 0 - objective.rightHandSide(), diagonal, Q, q, A, b, G, l, h, lb, ub);
    }

    private void take(boolean diagonal) {
        double numbers = (double) n * constraints + 2.0 * constraints + 3.0 * n + (diagonal ? n : (double) n * n);
        // A bit for each number of Q, to find double ones.
        double bytes = 8 * numbers + (diagonal ? n : (double) n * n) / 8;
        lines.takeForAll(
                bytes,
                Math.round(bytes / (1 << 20)) + " MiB: " + n + " columns and " + constraints + " rows as "
                        + (diagonal ? "a dense matrix" : "dense matrices"));
    }

    /** Finds the place of each row; the number of equalities. */
    private int place() {
        int p = 0;
        int m = 0;
        for (QpsRow row : rows) {
            if (row.index >= 0) {
                requireSense(row);
                equality[row.index] = row.isEquality();
                places[row.index] = row.isEquality() ? p++ : m++;
            }
        }
        return p;
    }

    /** A range from infinity on would leave nothing. */
    private void requireSense(QpsRow row) {
        if (row.lower() == Double.POSITIVE_INFINITY || row.upper() == Double.NEGATIVE_INFINITY) {
            throw lines.badFile("RANGES: row \"" + Quote.shorten(row.name)
                    + "\": expected a range from a finite right-hand side, got an infinite one");
        }
    }

    private static boolean isDiagonal(QpsEntries quadratic) {
        for (int k = 0; k < quadratic.size(); k++) {
            if (quadratic.row(k) != quadratic.column(k)) {
                return false;
            }
        }
        return true;
    }

    private double[] diagonal(QpsEntries quadratic) {
        double[] Q = new double[n];
        BitSet given = new BitSet(n);
        for (int k = 0; k < quadratic.size(); k++) {
            requireNew(given, quadratic.row(k), quadratic, k);
            Q[quadratic.row(k)] = quadratic.value(k);
        }
        return Q;
    }

    private double[] matrix(QpsEntries quadratic, boolean full) {
        double[] Q = new double[n * n];
        BitSet given = new BitSet(n * n);
        for (int k = 0; k < quadratic.size(); k++) {
            int at = quadratic.row(k) * n + quadratic.column(k);
            requireNew(given, at, quadratic, k);
            Q[at] = quadratic.value(k);
            if (!full) {
                int mirrored = quadratic.column(k) * n + quadratic.row(k);
                given.set(mirrored);
                Q[mirrored] = quadratic.value(k);
            }
        }
        for (int k = 0; k < quadratic.size(); k++) {
            double mirrored = Q[quadratic.column(k) * n + quadratic.row(k)];
            if (mirrored != quadratic.value(k)) {
                throw lines.bad(
                        quadratic.line(k),
                        "QMATRIX: expected a symmetric matrix, got " + quadratic.value(k) + " for "
                                + pair(quadratic.column(k), quadratic.row(k)) + " and " + mirrored + " for "
                                + pair(quadratic.row(k), quadratic.column(k)));
            }
        }
        return Q;
    }

    private void requireNew(BitSet given, int at, QpsEntries quadratic, int k) {
        if (given.get(at)) {
            throw lines.bad(
                    quadratic.line(k),
                    "expected one number for each pair of columns (QUADOBJ and QSECTION hold one triangle of the matrix, "
                            + "QMATRIX both), got another for " + pair(quadratic.column(k), quadratic.row(k)));
        }
        given.set(at);
    }

    private String pair(int first, int second) {
        return "(" + Quote.shorten(columns[first].name) + ", " + Quote.shorten(columns[second].name) + ")";
    }

    private static void negate(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = 0 - values[i];
        }
    }
}
