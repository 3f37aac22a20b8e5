package org.optnet4j.internal.reference;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpParameter;
import org.optnet4j.internal.Parallel;
import org.optnet4j.internal.Targets;
import org.optnet4j.internal.reference.KktFactors.Direction;

/**
 * Gradients from directions: each matrix gradient is <i>u v' + w z'</i> for four vectors of its problem.
 *
 * <p>The block of a shared parameter is the sum over the batch. It is computed row by row, each row over the problems in
 * order, so that its bits do not depend on the number of threads.
 */
final class OuterProducts {
    private final QpBatch batch;
    private final ForkJoinPool pool;
    private final @Nullable Iterate[] points;
    private final @Nullable Direction[] directions;

    OuterProducts(QpBatch batch, ForkJoinPool pool) {
        this.batch = batch;
        this.pool = pool;
        points = new Iterate[batch.batchSize()];
        directions = new Direction[batch.batchSize()];
    }

    /** Notes the direction of one problem; problems that are never noted contribute zero. */
    void put(int problem, Iterate at, Direction direction) {
        points[problem] = at;
        directions[problem] = direction;
    }

    QpGradients toGradients(GradientTargets targets) {
        int n = batch.n();
        int m = batch.m();
        int p = batch.p();
        return new QpGradients(
                gradient(
                        targets,
                        QpParameter.Q,
                        n,
                        n,
                        (at, d, i, row, start) -> write(row, start, 0.5 * d.x()[i], at.x(), 0.5 * at.x()[i], d.x())),
                gradient(targets, QpParameter.q, n, 1, (at, d, i, row, start) -> row[start] = d.x()[i]),
                gradient(
                        targets,
                        QpParameter.A,
                        p,
                        n,
                        (at, d, i, row, start) -> write(row, start, d.nu()[i], at.x(), at.nu()[i], d.x())),
                gradient(targets, QpParameter.b, p, 1, (at, d, i, row, start) -> row[start] = -d.nu()[i]),
                gradient(
                        targets,
                        QpParameter.G,
                        m,
                        n,
                        (at, d, i, row, start) -> write(row, start, d.lambda()[i], at.x(), at.lambda()[i], d.x())),
                gradient(targets, QpParameter.h, m, 1, (at, d, i, row, start) -> row[start] = -d.lambda()[i]));
    }

    private BatchArray gradient(GradientTargets targets, QpParameter parameter, int rows, int columns, RowTerm term) {
        if (!targets.wants(parameter)) {
            return BatchArray.none(batch.precision());
        }
        BatchArray to = Targets.provide(targets, parameter, batch);
        double[] numbers = to.storage() instanceof double[] own ? own : new double[to.length()];
        if (to.isShared()) {
            Parallel.forEach(pool, rows, i -> sumRows(i, numbers, columns, term));
        } else {
            Parallel.forEach(pool, batch.batchSize(), problem -> writeRows(problem, numbers, rows, columns, term));
        }
        if (numbers != to.storage()) {
            to.copyFrom(BatchArray.perProblem(numbers));
        }
        return to;
    }

    /** The gradient of one problem, zeros if it contributes nothing. */
    private void writeRows(int problem, double[] gradient, int rows, int columns, RowTerm term) {
        for (int i = 0; i < rows; i++) {
            int start = (problem * rows + i) * columns;
            if (!writeRow(problem, i, gradient, start, term)) {
                Arrays.fill(gradient, start, start + columns, 0);
            }
        }
    }

    /** Row i of a shared gradient. */
    private void sumRows(int i, double[] gradient, int columns, RowTerm term) {
        double[] row = new double[columns];
        Arrays.fill(gradient, i * columns, (i + 1) * columns, 0);
        for (int problem = 0; problem < batch.batchSize(); problem++) {
            if (writeRow(problem, i, row, 0, term)) {
                for (int j = 0; j < columns; j++) {
                    gradient[i * columns + j] += row[j];
                }
            }
        }
    }

    /** Writes nothing, and returns false, for a problem that contributes nothing. */
    private boolean writeRow(int problem, int i, double[] row, int start, RowTerm term) {
        Iterate at = points[problem];
        Direction direction = directions[problem];
        if (at == null || direction == null) {
            return false;
        }
        term.write(at, direction, i, row, start);
        return true;
    }

    /** Products are rounded before they are added, so that u v' + v u' comes out symmetric to the bit. */
    private static void write(double[] row, int start, double left, double[] v, double right, double[] z) {
        for (int j = 0; j < v.length; j++) {
            row[start + j] = left * v[j] + right * z[j];
        }
    }

    /** Writes row i of one problem's gradient to where start is. */
    @FunctionalInterface
    private interface RowTerm {
        void write(Iterate at, Direction direction, int i, double[] row, int start);
    }
}
