package org.optnet4j.internal.general;

import java.util.Arrays;

/**
 * The problem in units in which all rows and columns are of size one, so that one regularisation fits all of them.
 *
 * <p>Ruiz's equilibration of [Q E' G'; E 0 0; G 0 0] by the infinity norm, then a factor for the objective: <i>x = D
 * x&#770;</i>. Bounds on variables are scaled with their variable. Source: D. Ruiz, A scaling algorithm to equilibrate
 * both rows and columns norms in matrices, RAL-TR-2001-034.
 */
final class ScaledProblem {
    private static final int PASSES = 10;

    /** What is smaller counts as zero and is not scaled up. */
    private static final double NOTHING = 1e-12;

    final int n;
    final int m;
    final int p;
    final double[] Q;
    final double[] q;
    final double[] E;
    final double[] e;
    final double[] G;
    final Bounds bounds;

    /** The limits of the bounds in scaled units. */
    final double[] d;

    /** x in the user's units over x here. */
    final double[] unitOfX;

    /** E here over E in the user's units. */
    final double[] unitOfE;

    /** The same for the inequalities of the bounds. */
    final double[] unitOfBound;

    /** The objective here over that of the user. */
    final double unitOfObjective;

    ScaledProblem(GeneralProblem problem, Equalities equalities, Bounds bounds) {
        n = problem.n();
        m = problem.m();
        p = equalities.count;
        this.bounds = bounds;
        Q = problem.symmetricQ();
        q = problem.q().clone();
        E = equalities.matrix.clone();
        e = equalities.rightHandSide.clone();
        G = problem.G().clone();
        unitOfX = ones(n);
        unitOfE = ones(p);
        double[] unitOfG = ones(m);
        for (int pass = 0; pass < PASSES; pass++) {
            equilibrate(unitOfG);
        }
        for (int i = 0; i < n; i++) {
            q[i] *= unitOfX[i];
        }
        for (int i = 0; i < p; i++) {
            e[i] *= unitOfE[i];
        }
        unitOfBound = new double[bounds.count];
        d = new double[bounds.count];
        for (int k = 0; k < bounds.count; k++) {
            int i = bounds.index[k];
            unitOfBound[k] = bounds.kind[k].onRow ? unitOfG[i] : 1 / unitOfX[i];
            d[k] = bounds.limit[k] * unitOfBound[k];
        }
        unitOfObjective = objectiveUnit();
        scale(Q, unitOfObjective);
        scale(q, unitOfObjective);
    }

    private void equilibrate(double[] unitOfG) {
        double[] column = new double[n];
        largestPerColumn(Q, n, column);
        largestPerColumn(E, p, column);
        largestPerColumn(G, m, column);
        double[] byX = new double[n];
        Arrays.setAll(byX, j -> inverseRoot(column[j]));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                Q[i * n + j] *= byX[i] * byX[j];
            }
            unitOfX[i] *= byX[i];
        }
        scaleRows(E, p, byX, unitOfE);
        scaleRows(G, m, byX, unitOfG);
    }

    private void scaleRows(double[] matrix, int rows, double[] byX, double[] unit) {
        for (int i = 0; i < rows; i++) {
            double largest = 0;
            for (int j = 0; j < n; j++) {
                largest = Math.max(largest, Math.abs(matrix[i * n + j]));
            }
            double byRow = inverseRoot(largest);
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] *= byRow * byX[j];
            }
            unit[i] *= byRow;
        }
    }

    private void largestPerColumn(double[] matrix, int rows, double[] column) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                column[j] = Math.max(column[j], Math.abs(matrix[i * n + j]));
            }
        }
    }

    private double objectiveUnit() {
        double[] column = new double[n];
        largestPerColumn(Q, n, column);
        double size = Arrays.stream(column).sum() / n;
        for (double each : q) {
            size = Math.max(size, Math.abs(each));
        }
        return size < NOTHING ? 1 : 1 / size;
    }

    private static double inverseRoot(double size) {
        return size < NOTHING ? 1 : 1 / Math.sqrt(size);
    }

    private static double[] ones(int length) {
        double[] values = new double[length];
        Arrays.fill(values, 1);
        return values;
    }

    private static void scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }
}
