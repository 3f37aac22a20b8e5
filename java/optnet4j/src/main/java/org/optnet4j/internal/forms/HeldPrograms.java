package org.optnet4j.internal.forms;

import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.internal.Parallel;
import org.optnet4j.internal.forms.HeldBounds.Side;
import org.optnet4j.internal.general.GeneralAdjoint;
import org.optnet4j.internal.general.GeneralSolution;

/**
 * The adjoint systems of exact solutions:
 *
 * <pre>
 *   minimise 1/2 dx'Q dx + dLdx'dx   subject to   A dx = -dLdnu,   c'dx = -dLdlambda for every bound c that holds
 * </pre>
 *
 * <p>Their minimisers and multipliers solve the system of {@link org.optnet4j.internal.general.GeneralGradient}.
 */
final class HeldPrograms implements AdjointPrograms {
    private final int n;
    private final int m;
    private final int p;
    private final int[] indices;
    private final HeldBounds[] held;
    private final double[] size;
    private final QpBatch programs;

    /**
     * @param batch the problems
     * @param indices of those that are solved; the others become programs without bounds, to be ignored
     * @param at their solutions, in the order of the indices
     * @param pool the threads
     */
    HeldPrograms(
            QpBatch batch,
            int[] indices,
            GeneralSolution[] at,
            ForkJoinPool pool,
            @Nullable BatchArray dLdx,
            @Nullable BatchArray dLdnu,
            @Nullable BatchArray dLdlambda) {
        this.indices = indices;
        n = batch.n();
        m = batch.m();
        p = batch.p();
        held = new HeldBounds[indices.length];
        size = new double[indices.length];
        int count = batch.batchSize();
        double[] q = new double[count * n];
        double[] b = new double[count * p];
        boolean bounded = batch.lb().length() > 0 || batch.ub().length() > 0;
        Limits rows = m > 0 ? new Limits(count, m) : null;
        Limits variables = bounded ? new Limits(count, n) : null;
        Parallel.forEach(pool, indices.length, k -> {
            int i = indices[k];
            held[k] = new HeldBounds(
                    m,
                    n,
                    at[k],
                    Problems.bound(batch.h(), i, m),
                    Problems.bound(batch.l(), i, m),
                    Problems.bound(batch.ub(), i, n),
                    Problems.bound(batch.lb(), i, n));
            double[] ofX = Problems.cotangent(dLdx, i, n);
            double[] ofNu = Problems.cotangent(dLdnu, i, p);
            double[] ofLambda = Problems.cotangent(dLdlambda, i, m);
            for (int row = 0; row < m; row++) {
                ofLambda[row] = held[k].rows[row] == Side.ABOVE ? ofLambda[row] : 0;
            }
            size[k] = AdjointPrograms.largest(ofX, ofNu, ofLambda);
            double scale = size[k] == 0 ? 0 : 1 / size[k];
            for (int j = 0; j < n; j++) {
                q[i * n + j] = scale * ofX[j];
                if (held[k].variables[j] != Side.NOWHERE) {
                    variables.hold(i, j, 0);
                }
            }
            for (int j = 0; j < p; j++) {
                b[i * p + j] = -scale * ofNu[j];
            }
            for (int j = 0; j < m; j++) {
                if (held[k].rows[j] != Side.NOWHERE) {
                    rows.hold(i, j, -scale * ofLambda[j]);
                }
            }
        });
        programs =
                AdjointPrograms.of(batch, batch.isDiagonal(), batch.Q().to(Precision.FLOAT64), q, b, rows, variables);
    }

    @Override
    public QpBatch toBatch() {
        return programs;
    }

    /** Whether it is unique, the answer does not say. */
    @Override
    public GeneralAdjoint adjoint(int k, BackendSolution answers) {
        int i = indices[k];
        double[] muU = new double[m];
        double[] muL = new double[m];
        double[] muLb = new double[n];
        double[] muUb = new double[n];
        share(held[k].rows, size[k], answers.lambda(), answers.lambdaL(), i, muU, muL);
        share(held[k].variables, size[k], answers.lambdaUb(), answers.lambdaLb(), i, muUb, muLb);
        return new GeneralAdjoint(
                AdjointPrograms.scaled(size[k], answers.x().block(i, n)),
                AdjointPrograms.scaled(size[k], answers.nu().block(i, p)),
                muU,
                muL,
                muLb,
                muUb,
                held[k].margin,
                Math.max(answers.primalResidual()[i], answers.dualResidual()[i]),
                false);
    }

    /** Gives what holds a row or variable, one number of either sign, to the side that it is held on. */
    private static void share(
            Side[] sides,
            double size,
            BatchArray above,
            BatchArray below,
            int problem,
            double[] toAbove,
            double[] toBelow) {
        for (int j = 0; j < sides.length; j++) {
            if (sides[j] != Side.NOWHERE) {
                int at = problem * sides.length + j;
                double free = size * (above.get(at) - below.get(at));
                if (sides[j] == Side.ABOVE) {
                    toAbove[j] = free;
                } else {
                    toBelow[j] = -free;
                }
            }
        }
    }
}
