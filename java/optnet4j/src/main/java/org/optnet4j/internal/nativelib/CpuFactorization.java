package org.optnet4j.internal.nativelib;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.backend.Factorization;
import org.optnet4j.internal.Parallel;

/** What the forward pass left in native memory, and the gradients from it. */
final class CpuFactorization implements Factorization {
    /** Rows of a summed gradient per native call. */
    private static final int ROWS_PER_CALL = 16;

    private final NativeBatch call;
    private final ForkJoinPool pool;
    private final MemoryPool memory;
    private final NativeMemory shared;
    private final NativeMemory factor;
    private final Answers answers;
    private final AtomicBoolean closed = new AtomicBoolean();

    CpuFactorization(
            NativeBatch call,
            ForkJoinPool pool,
            MemoryPool memory,
            NativeMemory shared,
            NativeMemory factor,
            Answers answers) {
        this.call = call;
        this.pool = pool;
        this.memory = memory;
        this.shared = shared;
        this.factor = factor;
        this.answers = answers;
    }

    @Override
    public QpGradients gradients(
            @Nullable BatchArray dLdx,
            @Nullable BatchArray dLdnu,
            @Nullable BatchArray dLdlambda,
            GradientTargets targets) {
        DenseGradients gradients = new DenseGradients(targets, call.batch);
        @Nullable Object[] own = new Object[gradients.arrays.length];
        boolean sums = false;
        for (int i = 0; i < own.length; i++) {
            BatchArray gradient = gradients.arrays[i];
            if (gradient.length() > 0) {
                own[i] = gradient.isShared() ? null : gradient.storage();
                sums |= gradient.isShared();
            }
        }
        Directions directions = sums ? new Directions(call.batch) : null;
        Cotangents cotangents = new Cotangents(dLdx, dLdnu, dLdlambda);
        Parallel.forEach(pool, call.calls(), i -> differentiate(i, cotangents, directions, own));
        if (directions != null) {
            addUp(directions, gradients.arrays);
        }
        return gradients.toGradients();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            memory.give(factor);
            memory.give(shared);
        }
    }

    private void differentiate(
            int slice, Cotangents cotangents, @Nullable Directions directions, @Nullable Object[] own) {
        Scratch.with(
                memory,
                call.scratchBytes,
                scratch -> NativeCall.check(
                        "gradients",
                        Bindings.gradients(
                                call.isa,
                                call.shape,
                                call.batch.batchSize(),
                                call.operands,
                                call.shared,
                                shared.address(),
                                factor.address(),
                                scratch.address(),
                                call.first(slice),
                                call.count(slice),
                                new Object[] {answers.x, answers.nu, answers.lambda},
                                answers.status,
                                cotangents.operands,
                                cotangents.shared,
                                directions == null ? null : directions.toArray(),
                                own),
                        call));
    }

    /** The gradients of what the batch shares, of its problems' directions in their order. */
    private void addUp(Directions by, BatchArray[] gradients) {
        Object x = answers.x;
        int n = call.batch.n();
        int m = call.batch.m();
        int p = call.batch.p();
        addUpOuter(gradients[0], n, 0.5, by.dx, x, x, by.dx);
        addUpVector(gradients[1], by.dx, 1);
        addUpOuter(gradients[2], p, 1, by.dnu, x, answers.nu, by.dx);
        addUpVector(gradients[3], by.dnu, -1);
        addUpOuter(gradients[4], m, 1, by.mu, x, answers.lambda, by.dx);
        addUpVector(gradients[5], by.mu, -1);
    }

    /** factor (a x' + b y'), rows x n. */
    private void addUpOuter(BatchArray gradient, int rows, double factor, Object... vectors) {
        if (gradient.length() == 0 || !gradient.isShared()) {
            return;
        }
        Parallel.forEach(
                pool,
                (rows + ROWS_PER_CALL - 1) / ROWS_PER_CALL,
                i -> NativeCall.check(
                        "outerSum",
                        Bindings.outerSum(
                                call.isa,
                                call.shape[3],
                                rows,
                                call.batch.n(),
                                i * ROWS_PER_CALL,
                                Math.min(rows, (i + 1) * ROWS_PER_CALL),
                                factor,
                                vectors,
                                call.batch.batchSize(),
                                answers.status,
                                gradient.storage()),
                        call));
    }

    private static void addUpVector(BatchArray gradient, Object direction, int sign) {
        if (gradient.length() > 0 && gradient.isShared()) {
            gradient.copyFrom(Numbers.shared(Numbers.sum(direction, gradient.length(), sign)));
        }
    }

    /** Solutions of the adjoint systems of a batch. */
    private static final class Directions {
        final Object dx;
        final Object dnu;
        final Object mu;

        Directions(QpBatch batch) {
            dx = Numbers.allocate(batch.precision(), batch.batchSize(), batch.n());
            dnu = Numbers.allocate(batch.precision(), batch.batchSize(), batch.p());
            mu = Numbers.allocate(batch.precision(), batch.batchSize(), batch.m());
        }

        /** In the order of {@link Bindings#gradients}. */
        Object[] toArray() {
            return new Object[] {dx, dnu, mu};
        }
    }
}
