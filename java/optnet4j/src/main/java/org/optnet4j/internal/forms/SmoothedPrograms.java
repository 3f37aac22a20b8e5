package org.optnet4j.internal.forms;

import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.internal.Parallel;
import org.optnet4j.internal.general.GeneralAdjoint;
import org.optnet4j.internal.general.GeneralGradient;
import org.optnet4j.internal.general.GeneralSolution;

/**
 * The adjoint systems of smoothed solutions, <i>s &lambda; = &kappa;</i> for every bound, which then all count, with the
 * weights <i>w = &lambda; / s = &lambda;<sup>2</sup> / &kappa;</i>:
 *
 * <pre>
 *   minimise 1/2 dx'(Q + C'diag(w)C) dx + (dLdx + C'diag(w) dLdlambda)'dx   subject to   A dx = -dLdnu
 *   and       mu = w (C dx + dLdlambda)
 * </pre>
 *
 * <p>Where both bounds are equal, c'dx is held as in {@link HeldPrograms}. Weights of many orders of magnitude make a
 * program that nobody can solve accurately; what comes out of it is then not taken.
 */
final class SmoothedPrograms implements AdjointPrograms {
    /** A gigabyte. */
    private static final long MOST_NUMBERS = 1L << 27;

    private final QpBatch batch;
    private final int n;
    private final int m;
    private final int p;
    private final int[] indices;
    private final Weights[] weights;
    private final double[][] ofLambda;
    private final GeneralSolution[] at;

    /** Of the right-hand sides of the programs, by which they are scaled. */
    private final double[] size;

    /** Of what was asked, before the weights came in. */
    private final double[] asked;

    private final QpBatch programs;

    /**
     * @param batch the problems
     * @param smoothing kappa
     * @param indices of those that are solved; the others become programs without bounds, to be ignored
     * @param at their solutions, in the order of the indices
     * @param pool the threads
     */
    SmoothedPrograms(
            QpBatch batch,
            double smoothing,
            int[] indices,
            GeneralSolution[] at,
            ForkJoinPool pool,
            @Nullable BatchArray dLdx,
            @Nullable BatchArray dLdnu,
            @Nullable BatchArray dLdlambda) {
        this.batch = batch;
        this.indices = indices;
        this.at = at;
        n = batch.n();
        m = batch.m();
        p = batch.p();
        weights = new Weights[indices.length];
        ofLambda = new double[indices.length][];
        size = new double[indices.length];
        asked = new double[indices.length];
        int count = batch.batchSize();
        boolean diagonal = hasDiagonalCurvature(batch);
        double[] Q = new double[count * (diagonal ? n : n * n)];
        double[] q = new double[count * n];
        double[] b = new double[count * p];
        Limits rows = new Limits(count, m);
        Limits variables = new Limits(count, n);
        Parallel.forEach(pool, indices.length, k -> {
            int i = indices[k];
            weights[k] = new Weights(batch, i, at[k], smoothing);
            ofLambda[k] = Problems.cotangent(dLdlambda, i, m);
            double[] ofX = Problems.cotangent(dLdx, i, n);
            double[] ofNu = Problems.cotangent(dLdnu, i, p);
            double[] G = batch.G().block(i, m * n);
            if (diagonal) {
                addDiagonal(weights[k], i, Q);
            } else {
                addCurvature(weights[k], G, i, Q);
            }
            asked[k] = AdjointPrograms.largest(ofX, ofNu, ofLambda[k]);
            for (int row = 0; row < m; row++) {
                for (int j = 0; j < n; j++) {
                    ofX[j] += weights[k].u[row] * ofLambda[k][row] * G[row * n + j];
                }
            }
            size[k] = AdjointPrograms.largest(ofX, ofNu, ofLambda[k]);
            double scale = size[k] == 0 ? 0 : 1 / size[k];
            for (int j = 0; j < n; j++) {
                q[i * n + j] = scale * ofX[j];
                if (weights[k].fixedVariables[j]) {
                    variables.hold(i, j, 0);
                }
            }
            for (int j = 0; j < p; j++) {
                b[i * p + j] = -scale * ofNu[j];
            }
            for (int row = 0; row < m; row++) {
                if (weights[k].fixedRows[row]) {
                    rows.hold(i, row, at[k].lambdaL()[row] > 0 ? 0 : -scale * ofLambda[k][row]);
                }
            }
        });
        // By what the batch has, not by what its problems hold: no problem's numbers may depend on another's.
        boolean twoSided = batch.h().length() > 0 && batch.l().length() > 0;
        boolean boxed = batch.ub().length() > 0 && batch.lb().length() > 0;
        programs = AdjointPrograms.of(
                batch, diagonal, BatchArray.perProblem(Q), q, b, twoSided ? rows : null, boxed ? variables : null);
    }

    @Override
    public QpBatch toBatch() {
        return programs;
    }

    /** Whether it is unique, the answer does not say. */
    @Override
    public @Nullable GeneralAdjoint adjoint(int k, BackendSolution answers) {
        int i = indices[k];
        double residual = asked[k] == 0
                ? 0
                : size[k] / asked[k] * Math.max(answers.primalResidual()[i], answers.dualResidual()[i]);
        if (!(residual <= GeneralGradient.ACCURATE)) {
            return null;
        }
        Weights w = weights[k];
        double[] dx = AdjointPrograms.scaled(size[k], answers.x().block(i, n));
        double[] G = batch.G().block(i, m * n);
        double[] heldRows = AdjointPrograms.scaled(size[k], Problems.free(answers.lambda(), answers.lambdaL(), i, m));
        double[] heldVariables =
                AdjointPrograms.scaled(size[k], Problems.free(answers.lambdaUb(), answers.lambdaLb(), i, n));
        double[] muU = new double[m];
        double[] muL = new double[m];
        for (int row = 0; row < m; row++) {
            double along = 0;
            for (int j = 0; j < n; j++) {
                along += G[row * n + j] * dx[j];
            }
            boolean below = at[k].lambdaL()[row] > 0;
            muU[row] = w.u[row] * (along + ofLambda[k][row]) + (below ? 0 : heldRows[row]);
            muL[row] = -w.l[row] * along - (below ? heldRows[row] : 0);
        }
        double[] muUb = new double[n];
        double[] muLb = new double[n];
        for (int j = 0; j < n; j++) {
            boolean below = at[k].lambdaLb()[j] > 0;
            muUb[j] = w.ub[j] * dx[j] + (below ? 0 : heldVariables[j]);
            muLb[j] = -w.lb[j] * dx[j] - (below ? heldVariables[j] : 0);
        }
        double[] dnu = AdjointPrograms.scaled(size[k], answers.nu().block(i, p));
        return new GeneralAdjoint(dx, dnu, muU, muL, muLb, muUb, Double.POSITIVE_INFINITY, residual, false);
    }

    private static boolean hasDiagonalCurvature(QpBatch batch) {
        return batch.isDiagonal() && batch.m() == 0;
    }

    /** Whether the curvature, which no two problems have in common, is few enough numbers to be written down. */
    static boolean fit(QpBatch batch) {
        long block = hasDiagonalCurvature(batch) ? batch.n() : (long) batch.n() * batch.n();
        return batch.batchSize() * block <= MOST_NUMBERS;
    }

    private void addDiagonal(Weights w, int problem, double[] to) {
        double[] Q = batch.Q().block(problem, n);
        for (int j = 0; j < n; j++) {
            to[problem * n + j] = Q[j] + w.ub[j] + w.lb[j];
        }
    }

    /** Q + C'diag(w)C of one problem. */
    private void addCurvature(Weights w, double[] G, int problem, double[] to) {
        double[] Q = batch.Q().block(problem, batch.isDiagonal() ? n : n * n);
        int start = problem * n * n;
        if (batch.isDiagonal()) {
            for (int j = 0; j < n; j++) {
                to[start + j * n + j] = Q[j];
            }
        } else {
            System.arraycopy(Q, 0, to, start, n * n);
        }
        for (int j = 0; j < n; j++) {
            to[start + j * n + j] += w.ub[j] + w.lb[j];
        }
        for (int row = 0; row < m; row++) {
            double weight = w.u[row] + w.l[row];
            for (int i = 0; i < n; i++) {
                double factor = weight * G[row * n + i];
                for (int j = 0; factor != 0 && j < n; j++) {
                    to[start + i * n + j] += factor * G[row * n + j];
                }
            }
        }
    }

    /** What each bound of a problem weighs: nothing where it is absent, or equal to the one of the other side. */
    private static final class Weights {
        private final double[] u;
        private final double[] l;
        private final double[] ub;
        private final double[] lb;
        private final boolean[] fixedRows;
        private final boolean[] fixedVariables;

        Weights(QpBatch batch, int problem, GeneralSolution at, double smoothing) {
            int n = batch.n();
            int m = batch.m();
            fixedRows = fixed(m, Problems.bound(batch.h(), problem, m), Problems.bound(batch.l(), problem, m));
            fixedVariables = fixed(n, Problems.bound(batch.ub(), problem, n), Problems.bound(batch.lb(), problem, n));
            u = weights(at.lambda(), fixedRows, smoothing);
            l = weights(at.lambdaL(), fixedRows, smoothing);
            ub = weights(at.lambdaUb(), fixedVariables, smoothing);
            lb = weights(at.lambdaLb(), fixedVariables, smoothing);
        }

        private static boolean[] fixed(int count, double @Nullable [] above, double @Nullable [] below) {
            boolean[] fixed = new boolean[count];
            for (int i = 0; above != null && below != null && i < count; i++) {
                fixed[i] = above[i] == below[i];
            }
            return fixed;
        }

        private static double[] weights(double[] multipliers, boolean[] fixed, double smoothing) {
            double[] weights = new double[multipliers.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = fixed[i] ? 0 : multipliers[i] * multipliers[i] / smoothing;
            }
            return weights;
        }
    }
}
