package org.optnet4j.internal.ragged;

import org.optnet4j.Precision;
import org.optnet4j.QpBatch;

/** What problems must have in common to be one batch: sizes, precision, and which parameters there are. */
record Shape(int n, int m, int p, Precision precision, boolean diagonal, boolean h, boolean l, boolean lb, boolean ub) {
    private static final int ANY = 0;

    static Shape of(QpBatch problem) {
        return new Shape(
                problem.n(),
                problem.m(),
                problem.p(),
                problem.precision(),
                problem.isDiagonal(),
                problem.h().length() > 0,
                problem.l().length() > 0,
                problem.lb().length() > 0,
                problem.ub().length() > 0);
    }

    /** What they must have in common if variables may be added. */
    Shape ofAnyWidth() {
        return new Shape(ANY, m, p, precision, diagonal, h, l, lb, ub);
    }
}
