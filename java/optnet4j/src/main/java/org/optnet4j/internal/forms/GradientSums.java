package org.optnet4j.internal.forms;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
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
    private final int[] problems;
    private final BatchArray Q;
    private final BatchArray q;
    private final BatchArray A;
    private final BatchArray b;
    private final BatchArray G;
    private final BatchArray h;
    private final BatchArray l;
    private final BatchArray lb;
    private final BatchArray ub;

    /**
     * @param problems those of the normal form
     * @param start what the other problems come to, null for zero
     */
    GradientSums(QpBatch batch, int[] problems, @Nullable QpGradients start, GradientTargets targets) {
        this.batch = batch;
        this.problems = problems;
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
     * Adds the gradients of the problems.
     *
     * @param pool the threads; every number is summed in the order of the problems, however many there are
     * @param at their solutions
     * @param adjoints their adjoints
     */
    void add(ForkJoinPool pool, GeneralSolution[] at, GeneralAdjoint[] adjoints) {
        int n = batch.n();
        int m = batch.m();
        int p = batch.p();
        if (batch.isDiagonal()) {
            add(pool, Q, 1, n, (k, i, to, start) -> {
                double[] x = at[k].x();
                double[] dx = adjoints[k].dx();
                for (int j = 0; j < n; j++) {
                    to[start + j] = dx[j] * x[j] + 0.0;
                }
            });
        } else {
            add(pool, Q, n, n, (k, i, to, start) -> {
                double[] x = at[k].x();
                double[] dx = adjoints[k].dx();
                combine(0.5 * dx[i], x, 0.5 * x[i], dx, to, start);
            });
        }
        add(pool, q, 1, n, (k, i, to, start) -> copy(1, adjoints[k].dx(), to, start));
        add(
                pool,
                A,
                p,
                n,
                (k, i, to, start) ->
                        combine(adjoints[k].dnu()[i], at[k].x(), at[k].nu()[i], adjoints[k].dx(), to, start));
        add(pool, b, 1, p, (k, i, to, start) -> copy(-1, adjoints[k].dnu(), to, start));
        add(pool, G, m, n, (k, i, to, start) -> {
            double mu = adjoints[k].muU()[i] - adjoints[k].muL()[i];
            double lambda = at[k].lambda()[i] - at[k].lambdaL()[i];
            combine(mu, at[k].x(), lambda, adjoints[k].dx(), to, start);
        });
        add(pool, h, 1, m, (k, i, to, start) -> copy(-1, adjoints[k].muU(), to, start));
        add(pool, l, 1, m, (k, i, to, start) -> copy(1, adjoints[k].muL(), to, start));
        add(pool, lb, 1, n, (k, i, to, start) -> copy(1, adjoints[k].muLb(), to, start));
        add(pool, ub, 1, n, (k, i, to, start) -> copy(-1, adjoints[k].muUb(), to, start));
    }

    QpGradients toGradients(IntFunction<GradientQuality> qualities) {
        return new QpGradients(Q, q, A, b, G, h, l, lb, ub, qualities);
    }

    /** Writes row i of a gradient of the k-th problem, without a negative zero. */
    @FunctionalInterface
    private interface RowWriter {
        void write(int k, int i, double[] to, int start);
    }

    private void add(ForkJoinPool pool, BatchArray target, int rows, int columns, RowWriter writer) {
        if (target.length() == 0) {
            return;
        }
        if (isWrittenInPlace(target)) {
            double[] to = target.doubles();
            Parallel.forEach(pool, problems.length, k -> {
                int start = target.blockStart(problems[k], rows * columns);
                for (int i = 0; i < rows; i++) {
                    writer.write(k, i, to, start + i * columns);
                }
            });
            return;
        }
        Parallel.forEach(pool, rows, i -> {
            double[] row = new double[columns];
            for (int k = 0; k < problems.length; k++) {
                writer.write(k, i, row, 0);
                add(target, target.blockStart(problems[k], rows * columns) + i * columns, row);
            }
        });
    }

    /** Where each problem has numbers of its own, of the precision they are made in, there is nothing to add to. */
    private static boolean isWrittenInPlace(BatchArray target) {
        return !target.isShared() && target.storage() instanceof double[];
    }

    private static void combine(double a, double[] x, double b, double[] y, double[] to, int start) {
        for (int j = 0; j < x.length; j++) {
            to[start + j] = a * x[j] + b * y[j] + 0.0;
        }
    }

    private static void copy(int sign, double[] from, double[] to, int start) {
        for (int j = 0; j < from.length; j++) {
            to[start + j] = sign * from[j] + 0.0;
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
        BatchArray to = Targets.provide(targets, parameter, batch);
        boolean overwritten = isWrittenInPlace(to) && problems.length == batch.batchSize();
        if (targets.target(parameter) != null && !overwritten) {
            to.copyFrom(BatchArray.perProblem(new double[to.length()]));
        }
        return to;
    }
}
