package org.optnet4j.internal.forms;

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

    private static double @Nullable [] bound(BatchArray values, int problem, int count) {
        return values.length() == 0 ? null : values.block(problem, count);
    }
}
