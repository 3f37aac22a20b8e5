package org.optnet4j.internal.forms;

import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.internal.general.GeneralAdjoint;
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
 * <p>Where both bounds are equal, c'dx is held as in {@link HeldPrograms}.
 */
final class SmoothedPrograms implements AdjointPrograms {
    private final QpBatch batch;
    private final int n;
    private final int m;
    private final int p;
    private final int[] indices;
    private final Weights[] weights;
    private final double[][] ofLambda;
    private final double[] size;
    private final QpBatch programs;

    /**
     * @param batch the problems
     * @param smoothing kappa
     * @param indices of those that are solved; the others become programs without bounds, to be ignored
     * @param at their solutions, in the order of the indices
     */
    SmoothedPrograms(
            QpBatch batch,
            double smoothing,
            int[] indices,
            GeneralSolution[] at,
            @Nullable BatchArray dLdx,
            @Nullable BatchArray dLdnu,
            @Nullable BatchArray dLdlambda) {
        this.batch = batch;
        this.indices = indices;
        n = batch.n();
        m = batch.m();
        p = batch.p();
        weights = new Weights[indices.length];
        ofLambda = new double[indices.length][];
        size = new double[indices.length];
        int count = batch.batchSize();
        boolean diagonal = batch.isDiagonal() && m == 0;
        int block = diagonal ? n : n * n;
        double[] Q = new double[Math.multiplyExact(count, block)];
        double[] q = new double[count * n];
        double[] b = new double[count * p];
        Limits rows = new Limits(count, m);
        Limits variables = new Limits(count, n);
        for (int k = 0; k < indices.length; k++) {
            int i = indices[k];
            weights[k] = new Weights(batch, i, at[k], smoothing);
            ofLambda[k] = Problems.cotangent(dLdlambda, i, m);
            double[] ofX = Problems.cotangent(dLdx, i, n);
            double[] ofNu = Problems.cotangent(dLdnu, i, p);
            double[] G = batch.G().block(i, m * n);
            addCurvature(weights[k], G, i, diagonal, Q, i * block);
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
        }
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

    /** Unique, and differentiable, as every smoothed solution is. */
    @Override
    public GeneralAdjoint adjoint(int k, BackendSolution answers) {
        int i = indices[k];
        Weights w = weights[k];
        double[] dx = AdjointPrograms.scaled(size[k], answers.x().block(i, n));
        double[] G = batch.G().block(i, m * n);
        double[] heldRows = Problems.free(answers.lambda(), answers.lambdaL(), i, m);
        double[] heldVariables = Problems.free(answers.lambdaUb(), answers.lambdaLb(), i, n);
        double[] muU = new double[m];
        double[] muL = new double[m];
        for (int row = 0; row < m; row++) {
            double along = 0;
            for (int j = 0; j < n; j++) {
                along += G[row * n + j] * dx[j];
            }
            muU[row] = w.u[row] * (along + ofLambda[k][row]) + size[k] * heldRows[row];
            muL[row] = -w.l[row] * along;
        }
        double[] muUb = new double[n];
        double[] muLb = new double[n];
        for (int j = 0; j < n; j++) {
            muUb[j] = w.ub[j] * dx[j] + size[k] * heldVariables[j];
            muLb[j] = -w.lb[j] * dx[j];
        }
        double residual = Math.max(answers.primalResidual()[i], answers.dualResidual()[i]);
        double[] dnu = AdjointPrograms.scaled(size[k], answers.nu().block(i, p));
        return new GeneralAdjoint(dx, dnu, muU, muL, muLb, muUb, Double.POSITIVE_INFINITY, residual, true);
    }

    /** Q + C'diag(w)C of one problem. */
    private void addCurvature(Weights w, double[] G, int problem, boolean diagonal, double[] to, int start) {
        double[] Q = batch.Q().block(problem, batch.isDiagonal() ? n : n * n);
        if (diagonal) {
            for (int j = 0; j < n; j++) {
                to[start + j] = Q[j] + w.ub[j] + w.lb[j];
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = batch.isDiagonal() ? (i == j ? Q[i] : 0) : Q[i * n + j];
                for (int row = 0; row < m; row++) {
                    sum += (w.u[row] + w.l[row]) * G[row * n + i] * G[row * n + j];
                }
                to[start + i * n + j] = i == j ? sum + w.ub[i] + w.lb[i] : sum;
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
