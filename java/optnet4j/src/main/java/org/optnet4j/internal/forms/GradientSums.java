package org.optnet4j.internal.forms;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientQuality;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpParameter;
import org.optnet4j.internal.Targets;
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
    GradientSums(QpBatch batch, @Nullable QpGradients start, GradientTargets targets) {
        this.batch = batch;
        Q = start == null ? zeros(targets, QpParameter.Q) : start.Q();
        q = start == null ? zeros(targets, QpParameter.q) : start.q();
        A = start == null ? zeros(targets, QpParameter.A) : start.A();
        b = start == null ? zeros(targets, QpParameter.b) : start.b();
        G = start == null ? zeros(targets, QpParameter.G) : start.G();
        h = start == null ? zeros(targets, QpParameter.h) : start.h();
        l = zeros(targets, QpParameter.l);
        lb = zeros(targets, QpParameter.lb);
        ub = zeros(targets, QpParameter.ub);
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
                add(target, start + i * columns + j, entry.at(i, j));
            }
        }
    }

    private static void add(BatchArray target, int index, double value) {
        Object storage = target.storage();
        if (storage instanceof double[] doubles) {
            doubles[index] += value;
        } else if (storage instanceof float[] floats) {
            floats[index] += (float) value;
        } else if (storage instanceof DoubleBuffer buffer) {
            buffer.put(index, buffer.get(index) + value);
        } else {
            FloatBuffer buffer = (FloatBuffer) storage;
            buffer.put(index, buffer.get(index) + (float) value);
        }
    }

    private BatchArray zeros(GradientTargets targets, QpParameter parameter) {
        BatchArray zeros = Targets.provide(targets, parameter, batch);
        if (targets.target(parameter) != null) {
            zeros.copyFrom(BatchArray.perProblem(new double[zeros.length()]));
        }
        return zeros;
    }
}
