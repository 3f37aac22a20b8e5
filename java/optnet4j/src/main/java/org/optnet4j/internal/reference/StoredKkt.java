package org.optnet4j.internal.reference;

import org.optnet4j.Precision;

/**
 * A factored KKT matrix as a row of numbers: lower triangles without what is above them, in the order L, K_A, M, K_G, T, S.
 * T has a row more, of the squared lengths of the rows of K_G.
 */
final class StoredKkt {
    private final int n;
    private final int m;
    private final int p;

    StoredKkt(int n, int m, int p) {
        this.n = n;
        this.m = m;
        this.p = p;
    }

    /** The row of what does not depend on W; T is zero but for its last row. */
    double[] store(DualForm form, double[] row) {
        int at = packLower(form.quadratic().l(), n, row, 0);
        at = copy(form.ka(), row, at);
        at = packLower(form.equalities().step().m(), p, row, at);
        at = copy(form.kg(), row, at);
        for (int i = 0; i < m; i++) {
            double length = 0;
            for (int j = 0; j < n; j++) {
                length = Fused.fma(form.kg()[i * n + j], form.kg()[i * n + j], length);
            }
            row[at + triangle(m) + i] = length;
        }
        packLower(form.s(), m, row, at + triangle(m + 1));
        return row;
    }

    /** Whether the pivots of T stand out from the rounding, to numbers of a precision, of what S + W was computed from. */
    boolean isDefinite(double[] t, double[] row, double[] w, Precision precision) {
        double roundoff = precision == Precision.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1.0f);
        for (int i = 0; i < m; i++) {
            double size = row[endOfBase() + triangle(m) + i] + w[i];
            double reciprocal = t[i * m + i];
            if (!ReferenceLinalg.isDivisor(reciprocal)
                    || !(reciprocal * reciprocal * ((n + p + m) * roundoff * size) < 1)) {
                return false;
            }
        }
        return true;
    }

    /** S, with w added to its diagonal. */
    double[] weighted(double[] row, double[] w) {
        double[] s = unpackLower(row, endOfBase() + triangle(m + 1), m);
        for (int i = 0; i < m; i++) {
            s[i * m + i] += w[i];
        }
        return s;
    }

    void storeReduced(double[] t, double[] row) {
        packLower(t, m, row, endOfBase());
    }

    KktFactors load(double[] row) {
        int at = 0;
        double[] l = unpackLower(row, at, n);
        at += triangle(n);
        double[] ka = part(row, at, p * n);
        at += p * n;
        double[] equalities = unpackLower(row, at, p);
        at += triangle(p);
        double[] kg = part(row, at, m * n);
        return new KktFactors(new EqualityStep(n, p, l, ka, equalities), m, kg, unpackLower(row, endOfBase(), m));
    }

    private int endOfBase() {
        return triangle(n) + p * n + triangle(p) + m * n;
    }

    private static int triangle(int size) {
        return size * (size + 1) / 2;
    }

    private static int packLower(double[] square, int size, double[] row, int at) {
        int to = at;
        for (int i = 0; i < size; i++) {
            System.arraycopy(square, i * size, row, to, i + 1);
            to += i + 1;
        }
        return to;
    }

    private static double[] unpackLower(double[] row, int at, int size) {
        double[] square = new double[size * size];
        int from = at;
        for (int i = 0; i < size; i++) {
            System.arraycopy(row, from, square, i * size, i + 1);
            from += i + 1;
        }
        return square;
    }

    private static int copy(double[] part, double[] row, int at) {
        System.arraycopy(part, 0, row, at, part.length);
        return at + part.length;
    }

    private static double[] part(double[] row, int at, int length) {
        double[] part = new double[length];
        System.arraycopy(row, at, part, 0, length);
        return part;
    }
}
