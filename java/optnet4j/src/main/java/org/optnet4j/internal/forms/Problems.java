package org.optnet4j.internal.forms;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.internal.general.GeneralProblem;

/** Takes single problems out of a batch. */
final class Problems {
    private Problems() {}

    static GeneralProblem of(QpBatch batch, int problem) {
        int n = batch.n();
        int m = batch.m();
        int p = batch.p();
        return new GeneralProblem(
                n,
                m,
                p,
                batch.isDiagonal() ? null : batch.Q().block(problem, n * n),
                batch.isDiagonal() ? batch.Q().block(problem, n) : null,
                batch.q().block(problem, n),
                batch.A().block(problem, p * n),
                batch.b().block(problem, p),
                batch.G().block(problem, m * n),
                bound(batch.l(), problem, m),
                bound(batch.h(), problem, m),
                bound(batch.lb(), problem, n),
                bound(batch.ub(), problem, n));
    }

    /** Some problems as a batch of their own. */
    static QpBatch pick(QpBatch batch, int[] problems) {
        int n = batch.n();
        int m = batch.m();
        int p = batch.p();
        QpBatch.Builder builder = QpBatch.builder(problems.length, n).q(pick(batch.q(), problems, n));
        if (batch.isDiagonal()) {
            builder.Qdiag(pick(batch.Q(), problems, n));
        } else {
            builder.Q(pick(batch.Q(), problems, n * n));
        }
        if (p > 0) {
            builder.A(pick(batch.A(), problems, p * n)).b(pick(batch.b(), problems, p));
        }
        if (m > 0) {
            builder.G(pick(batch.G(), problems, m * n));
        }
        if (batch.h().length() > 0) {
            builder.h(pick(batch.h(), problems, m));
        }
        if (batch.l().length() > 0) {
            builder.l(pick(batch.l(), problems, m));
        }
        if (batch.lb().length() > 0) {
            builder.lb(pick(batch.lb(), problems, n));
        }
        if (batch.ub().length() > 0) {
            builder.ub(pick(batch.ub(), problems, n));
        }
        return builder.build();
    }

    /** Blocks of some problems, or what all share. */
    static BatchArray pick(BatchArray values, int[] problems, int count) {
        if (values.isShared()) {
            return values;
        }
        double[] picked = new double[Math.multiplyExact(problems.length, count)];
        for (int k = 0; k < problems.length; k++) {
            values.copyTo(values.blockStart(problems[k], count), picked, k * count, count);
        }
        return BatchArray.perProblem(picked).to(values.precision());
    }

    /** The bounds of one problem, null if the batch has none of the kind. */
    static double @Nullable [] bound(BatchArray values, int problem, int count) {
        return values.length() == 0 ? null : values.block(problem, count);
    }

    /** The gradient of the loss with respect to what was solved for, zeros if it was not given. */
    static double[] cotangent(@Nullable BatchArray values, int problem, int count) {
        return values == null ? new double[count] : values.block(problem, count);
    }

    /** The multipliers of both sides as one of either sign, zeros if the batch has none of the kind. */
    static double[] free(BatchArray above, BatchArray below, int problem, int count) {
        if (above.length() == 0) {
            return new double[count];
        }
        double[] values = above.block(problem, count);
        double[] others = below.block(problem, count);
        Arrays.setAll(values, j -> values[j] - others[j]);
        return values;
    }
}
