package org.optnet4j.internal.ragged;

import java.util.List;
import java.util.function.Function;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;

/** The problems of a group as one batch, in arrays of its own. */
public final class Stack {
    private final List<QpBatch> problems;
    private final Group group;
    private final Precision precision;

    private Stack(List<QpBatch> problems, Group group) {
        this.problems = problems;
        this.group = group;
        this.precision = problems.get(group.members()[0]).precision();
    }

    /**
     * Makes the batch. Variables that are added have 1 on the diagonal of Q and zeros everywhere else.
     *
     * @param problems batches of one problem each, in heap arrays
     * @param group which of them; all of one shape but for the number of variables
     * @return the batch
     */
    public static QpBatch of(List<QpBatch> problems, Group group) {
        return new Stack(problems, group).toBatch();
    }

    private QpBatch toBatch() {
        QpBatch first = problems.get(group.members()[0]);
        QpBatch.Builder builder = QpBatch.builder(group.members().length, group.n());
        if (first.isDiagonal()) {
            builder.Qdiag(matrices(QpBatch::Q, 1));
        } else {
            builder.Q(quadratic());
        }
        builder.q(matrices(QpBatch::q, 1));
        if (first.p() > 0) {
            builder.A(matrices(QpBatch::A, first.p())).b(vectors(QpBatch::b, first.p()));
        }
        if (first.m() > 0) {
            builder.G(matrices(QpBatch::G, first.m()));
        }
        if (first.h().length() > 0) {
            builder.h(vectors(QpBatch::h, first.m()));
        }
        if (first.l().length() > 0) {
            builder.l(vectors(QpBatch::l, first.m()));
        }
        if (first.lb().length() > 0) {
            builder.lb(matrices(QpBatch::lb, 1));
        }
        if (first.ub().length() > 0) {
            builder.ub(matrices(QpBatch::ub, 1));
        }
        return builder.build();
    }

    private BatchArray quadratic() {
        int n = group.n();
        Object target = matrices(group.members().length * n * n, n * n, QpBatch::Q);
        for (int k = 0; k < group.members().length; k++) {
            for (int i = problem(k).n(); i < n; i++) {
                int at = (k * n + i) * n + i;
                if (target instanceof double[] doubles) {
                    doubles[at] = 1;
                } else {
                    ((float[]) target)[at] = 1;
                }
            }
        }
        return wrap(target);
    }

    /** A column per variable. */
    private BatchArray matrices(Function<QpBatch, BatchArray> part, int rows) {
        int block = rows * group.n();
        return wrap(matrices(group.members().length * block, block, part));
    }

    private Object matrices(int length, int block, Function<QpBatch, BatchArray> part) {
        Object target = allocate(length);
        for (int k = 0; k < group.members().length; k++) {
            int n = problem(k).n();
            BatchArray source = part.apply(problem(k));
            if (n == group.n()) {
                System.arraycopy(source.storage(), 0, target, k * block, block);
                continue;
            }
            for (int row = 0; row < source.length() / n; row++) {
                System.arraycopy(source.storage(), row * n, target, k * block + row * group.n(), n);
            }
        }
        return target;
    }

    /** No column per variable: nothing to add. */
    private BatchArray vectors(Function<QpBatch, BatchArray> part, int block) {
        Object target = allocate(group.members().length * block);
        for (int k = 0; k < group.members().length; k++) {
            System.arraycopy(part.apply(problem(k)).storage(), 0, target, k * block, block);
        }
        return wrap(target);
    }

    private QpBatch problem(int k) {
        return problems.get(group.members()[k]);
    }

    private Object allocate(int length) {
        return precision == Precision.FLOAT64 ? new double[length] : new float[length];
    }

    private static BatchArray wrap(Object values) {
        return values instanceof double[] doubles
                ? BatchArray.perProblem(doubles)
                : BatchArray.perProblem((float[]) values);
    }
}
