package org.optnet4j.internal.forms;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSettings;
import org.optnet4j.QpStatus;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.internal.forms.HeldBounds.Side;
import org.optnet4j.internal.general.GeneralAdjoint;
import org.optnet4j.internal.general.GeneralSolution;

/**
 * The adjoint systems of a batch as what they are, quadratic programs with the matrices of the batch:
 *
 * <pre>
 *   minimise 1/2 dx'Q dx + dLdx'dx   subject to   A dx = -dLdnu,   c'dx = -dLdlambda for every bound c that holds
 * </pre>
 *
 * <p>Their minimisers and multipliers solve the system of {@link org.optnet4j.internal.general.GeneralGradient}. They are
 * stated in double precision, with the largest number of each right-hand side scaled to 1.
 */
final class AdjointPrograms {
    /** An accuracy at which a gradient can be told from a difference quotient by nobody. */
    static final QpSettings SETTINGS =
            QpSettings.defaults().withEpsAbs(1e-10).withEpsRel(1e-10).withGradients(false);

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
     */
    AdjointPrograms(
            QpBatch batch,
            int[] indices,
            GeneralSolution[] at,
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
        Limits rows = new Limits(count, m);
        Limits variables = new Limits(count, n);
        for (int k = 0; k < indices.length; k++) {
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
            size[k] = Math.max(largest(ofX), Math.max(largest(ofNu), largest(ofLambda)));
            double scale = size[k] == 0 ? 0 : 1 / size[k];
            for (int j = 0; j < n; j++) {
                q[i * n + j] = scale * ofX[j];
                variables.set(i, j, held[k].variables[j], 0);
            }
            for (int j = 0; j < p; j++) {
                b[i * p + j] = -scale * ofNu[j];
            }
            for (int j = 0; j < m; j++) {
                rows.set(i, j, held[k].rows[j], -scale * ofLambda[j]);
            }
        }
        QpBatch.Builder builder = QpBatch.builder(count, n).q(BatchArray.perProblem(q));
        BatchArray Q = batch.Q().to(Precision.FLOAT64);
        if (batch.isDiagonal()) {
            builder.Qdiag(Q);
        } else {
            builder.Q(Q);
        }
        if (p > 0) {
            builder.A(batch.A().to(Precision.FLOAT64)).b(BatchArray.perProblem(b));
        }
        if (m > 0) {
            builder.G(batch.G().to(Precision.FLOAT64)).u(rows.upper()).l(rows.lower());
        }
        if (batch.lb().length() > 0 || batch.ub().length() > 0) {
            builder.ub(variables.upper()).lb(variables.lower());
        }
        programs = builder.build();
    }

    QpBatch toBatch() {
        return programs;
    }

    /** Whether the program of a problem was solved. */
    static boolean isSolved(BackendSolution answers, int problem) {
        return answers.status()[problem] == QpStatus.SOLVED.code();
    }

    /** What an answer says of the problem with the k-th index. Whether it is unique, the answer does not say. */
    GeneralAdjoint adjoint(int k, BackendSolution answers) {
        int i = indices[k];
        double[] free = difference(answers.lambda(), answers.lambdaL(), i, m);
        double[] freeOfVariables = difference(answers.lambdaUb(), answers.lambdaLb(), i, n);
        return new GeneralAdjoint(
                scaled(answers.x().block(i, n), size[k]),
                scaled(answers.nu().block(i, p), size[k]),
                onSide(held[k].rows, Side.ABOVE, free, size[k]),
                onSide(held[k].rows, Side.BELOW, free, -size[k]),
                onSide(held[k].variables, Side.BELOW, freeOfVariables, -size[k]),
                onSide(held[k].variables, Side.ABOVE, freeOfVariables, size[k]),
                held[k].margin,
                Math.max(answers.primalResidual()[i], answers.dualResidual()[i]),
                false);
    }

    private static double[] difference(BatchArray above, BatchArray below, int problem, int length) {
        if (above.length() == 0) {
            return new double[length];
        }
        double[] values = above.block(problem, length);
        double[] others = below.block(problem, length);
        Arrays.setAll(values, j -> values[j] - others[j]);
        return values;
    }

    private static double[] onSide(Side[] sides, Side side, double[] values, double factor) {
        double[] result = new double[sides.length];
        for (int j = 0; j < sides.length; j++) {
            result[j] = sides[j] == side ? factor * values[j] : 0;
        }
        return result;
    }

    private static double[] scaled(double[] values, double factor) {
        Arrays.setAll(values, j -> factor * values[j]);
        return values;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double each : values) {
            largest = Math.max(largest, Math.abs(each));
        }
        return largest;
    }

    /** Both bounds of rows or variables: equal where one holds, infinite elsewhere. */
    private static final class Limits {
        private final int length;
        private final double[] above;
        private final double[] below;

        Limits(int problems, int length) {
            this.length = length;
            above = new double[problems * length];
            below = new double[problems * length];
            Arrays.fill(above, Double.POSITIVE_INFINITY);
            Arrays.fill(below, Double.NEGATIVE_INFINITY);
        }

        void set(int problem, int j, Side side, double value) {
            if (side != Side.NOWHERE) {
                above[problem * length + j] = value;
                below[problem * length + j] = value;
            }
        }

        BatchArray upper() {
            return BatchArray.perProblem(above);
        }

        BatchArray lower() {
            return BatchArray.perProblem(below);
        }
    }
}
