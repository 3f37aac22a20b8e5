package org.optnet4j.internal.forms;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientQuality;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpParameter;
import org.optnet4j.internal.Parallel;
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

    /**
     * Adds the gradients of problems.
     *
     * @param pool the threads; every number is summed in the order of the problems, however many there are
     * @param problems which
     * @param at their solutions
     * @param adjoints their adjoints
     */
    void add(ForkJoinPool pool, int[] problems, GeneralSolution[] at, GeneralAdjoint[] adjoints) {
        int n = batch.n();
        int m = batch.m();
        int p = batch.p();
        if (batch.isDiagonal()) {
            add(pool, problems, Q, 1, n, (k, i, row) -> {
                double[] x = at[k].x();
                double[] dx = adjoints[k].dx();
                Arrays.setAll(row, j -> dx[j] * x[j]);
            });
        } else {
            add(pool, problems, Q, n, n, (k, i, row) -> {
                double[] x = at[k].x();
                double[] dx = adjoints[k].dx();
                combine(0.5 * dx[i], x, 0.5 * x[i], dx, row);
            });
        }
        add(pool, problems, q, 1, n, (k, i, row) -> copy(1, adjoints[k].dx(), row));
        add(
                pool,
                problems,
                A,
                p,
                n,
                (k, i, row) -> combine(adjoints[k].dnu()[i], at[k].x(), at[k].nu()[i], adjoints[k].dx(), row));
        add(pool, problems, b, 1, p, (k, i, row) -> copy(-1, adjoints[k].dnu(), row));
        add(pool, problems, G, m, n, (k, i, row) -> {
            double mu = adjoints[k].muU()[i] - adjoints[k].muL()[i];
            double lambda = at[k].lambda()[i] - at[k].lambdaL()[i];
            combine(mu, at[k].x(), lambda, adjoints[k].dx(), row);
        });
        add(pool, problems, h, 1, m, (k, i, row) -> copy(-1, adjoints[k].muU(), row));
        add(pool, problems, l, 1, m, (k, i, row) -> copy(1, adjoints[k].muL(), row));
        add(pool, problems, lb, 1, n, (k, i, row) -> copy(1, adjoints[k].muLb(), row));
        add(pool, problems, ub, 1, n, (k, i, row) -> copy(-1, adjoints[k].muUb(), row));
    }

    QpGradients toGradients(IntFunction<GradientQuality> qualities) {
        return new QpGradients(Q, q, A, b, G, h, l, lb, ub, qualities);
    }

    /** Writes row i of a gradient of the k-th problem. */
    @FunctionalInterface
    private interface RowWriter {
        void write(int k, int i, double[] row);
    }

    private static void add(
            ForkJoinPool pool, int[] problems, BatchArray target, int rows, int columns, RowWriter writer) {
        if (target.length() == 0) {
            return;
        }
        Parallel.forEach(pool, rows, i -> {
            double[] row = new double[columns];
            for (int k = 0; k < problems.length; k++) {
                writer.write(k, i, row);
                add(target, target.blockStart(problems[k], rows * columns) + i * columns, row);
            }
        });
    }

    private static void combine(double a, double[] x, double b, double[] y, double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = a * x[j] + b * y[j];
        }
    }

    private static void copy(int sign, double[] from, double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = sign * from[j];
        }
    }

    private static void add(BatchArray target, int start, double[] values) {
        Object storage = target.storage();
        if (storage instanceof double[] doubles) {
            for (int j = 0; j < values.length; j++) {
                doubles[start + j] += values[j];
            }
        } else if (storage instanceof float[] floats) {
            for (int j = 0; j < values.length; j++) {
                floats[start + j] += (float) values[j];
            }
        } else if (storage instanceof DoubleBuffer buffer) {
            for (int j = 0; j < values.length; j++) {
                buffer.put(start + j, buffer.get(start + j) + values[j]);
            }
        } else {
            FloatBuffer buffer = (FloatBuffer) storage;
            for (int j = 0; j < values.length; j++) {
                buffer.put(start + j, buffer.get(start + j) + (float) values[j]);
            }
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
