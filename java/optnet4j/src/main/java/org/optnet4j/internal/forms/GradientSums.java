package org.optnet4j.internal.forms;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientQuality;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.internal.general.GeneralAdjoint;
import org.optnet4j.internal.general.GeneralSolution;

/** Gradients of all parameters, to which problems of the normal form are added in their order. */
final class GradientSums {
    private final QpBatch batch;
    private final BatchArray Q;
    private final BatchArray q;
    private final BatchArray A;
    private final BatchArray b;
    private final BatchArray G;
    private final BatchArray h;
    private final BatchArray l;
    private final BatchArray lb;
    private final BatchArray ub;

    /** @param start what the other problems come to, null for zero */
    GradientSums(QpBatch batch, @Nullable QpGradients start) {
        this.batch = batch;
        Q = start == null ? zeros(batch.Q()) : start.Q();
        q = start == null ? zeros(batch.q()) : start.q();
        A = start == null ? zeros(batch.A()) : start.A();
        b = start == null ? zeros(batch.b()) : start.b();
        G = start == null ? zeros(batch.G()) : start.G();
        h = start == null ? zeros(batch.h()) : start.h();
        l = zeros(batch.l());
        lb = zeros(batch.lb());
        ub = zeros(batch.ub());
    }

    void add(int problem, GeneralSolution at, GeneralAdjoint adjoint) {
        int n = batch.n();
        double[] x = at.x();
        double[] dx = adjoint.dx();
        if (batch.isDiagonal()) {
            add(Q, problem, 1, n, (i, j) -> dx[j] * x[j]);
        } else {
            add(Q, problem, n, n, (i, j) -> 0.5 * (dx[i] * x[j] + x[i] * dx[j]));
        }
        add(q, problem, 1, n, (i, j) -> dx[j]);
        add(A, problem, batch.p(), n, (i, j) -> adjoint.dnu()[i] * x[j] + at.nu()[i] * dx[j]);
        add(b, problem, 1, batch.p(), (i, j) -> -adjoint.dnu()[j]);
        add(
                G,
                problem,
                batch.m(),
                n,
                (i, j) -> (adjoint.muU()[i] - adjoint.muL()[i]) * x[j] + (at.lambda()[i] - at.lambdaL()[i]) * dx[j]);
        add(h, problem, 1, batch.m(), (i, j) -> -adjoint.muU()[j]);
        add(l, problem, 1, batch.m(), (i, j) -> adjoint.muL()[j]);
        add(lb, problem, 1, n, (i, j) -> adjoint.muLb()[j]);
        add(ub, problem, 1, n, (i, j) -> -adjoint.muUb()[j]);
    }

    QpGradients toGradients(IntFunction<GradientQuality> qualities) {
        return new QpGradients(Q, q, A, b, G, h, l, lb, ub, qualities);
    }

    @FunctionalInterface
    private interface Entry {
        double at(int row, int column);
    }

    private static void add(BatchArray target, int problem, int rows, int columns, Entry entry) {
        if (target.length() == 0) {
            return;
        }
        int start = target.blockStart(problem, rows * columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int index = start + i * columns + j;
                if (target.storage() instanceof double[] doubles) {
                    doubles[index] += entry.at(i, j);
                } else {
                    ((float[]) target.storage())[index] += (float) entry.at(i, j);
                }
            }
        }
    }

    private static BatchArray zeros(BatchArray parameter) {
        BatchArray zeros = BatchArray.perProblem(new double[parameter.length()]);
        if (parameter.isShared()) {
            zeros = BatchArray.shared(new double[parameter.length()]);
        }
        return zeros.to(parameter.precision());
    }
}
