package org.optnet4j.internal.nativelib;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpParameter;
import org.optnet4j.backend.Factorization;
import org.optnet4j.internal.Parallel;
import org.optnet4j.internal.Targets;

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
        QpBatch batch = call.batch;
        int n = batch.n();
        int m = batch.m();
        int p = batch.p();
        Precision precision = batch.precision();
        Object dx = Numbers.allocate(precision, batch.batchSize(), n);
        Object dnu = Numbers.allocate(precision, batch.batchSize(), p);
        Object mu = Numbers.allocate(precision, batch.batchSize(), m);
        Object x = answers.x;
        Outer Q = new Outer(targets, QpParameter.Q, n, 0.5, dx, x, x, dx);
        Outer A = new Outer(targets, QpParameter.A, p, 1, dnu, x, answers.nu, dx);
        Outer G = new Outer(targets, QpParameter.G, m, 1, mu, x, answers.lambda, dx);
        Cotangents cotangents = new Cotangents(dLdx, dLdnu, dLdlambda);
        Object[] directions = {dx, dnu, mu};
        Outer[] all = {Q, A, G};
        // Slice by slice, while the directions are at hand.
        Parallel.forEach(pool, call.calls(), i -> {
            solveAdjoint(i, cotangents, directions);
            for (Outer each : all) {
                each.writeOwn(i);
            }
        });
        for (Outer each : all) {
            each.writeSums();
        }
        return new QpGradients(
                Q.gradient,
                vector(targets, QpParameter.q, n, dx, 1),
                A.gradient,
                vector(targets, QpParameter.b, p, dnu, -1),
                G.gradient,
                vector(targets, QpParameter.h, m, mu, -1));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            memory.give(factor);
            memory.give(shared);
        }
    }

    private void solveAdjoint(int slice, Cotangents cotangents, Object[] to) {
        Scratch.with(
                memory,
                call.scratchBytes,
                scratch -> NativeCall.check(
                        "solveAdjoint",
                        Bindings.solveAdjoint(
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
                                answers.status,
                                cotangents.operands,
                                cotangents.shared,
                                to),
                        call));
    }

    private BatchArray vector(GradientTargets targets, QpParameter parameter, int block, Object direction, int sign) {
        if (!targets.wants(parameter)) {
            return BatchArray.none(call.batch.precision());
        }
        BatchArray gradient = parameter.of(call.batch).isShared()
                ? Numbers.shared(Numbers.sum(direction, block, sign))
                : Numbers.perProblem(sign == 1 ? direction : Numbers.scaled(direction, sign));
        return Targets.deliver(gradient, targets, parameter);
    }

    /** The gradient of a matrix, factor (a x' + b y'), rows x n: per problem, or summed where it is shared. */
    private final class Outer {
        private final BatchArray gradient;
        private final int rows;
        private final double factor;
        private final Object[] vectors;

        Outer(
                GradientTargets targets,
                QpParameter parameter,
                int rows,
                double factor,
                Object a,
                Object x,
                Object b,
                Object y) {
            this.gradient = Targets.provide(targets, parameter, call.batch);
            this.rows = rows;
            this.factor = factor;
            this.vectors = new Object[] {a, x, b, y};
        }

        void writeOwn(int slice) {
            if (gradient.length() == 0 || gradient.isShared()) {
                return;
            }
            NativeCall.check(
                    "outer",
                    Bindings.outer(
                            call.isa,
                            call.shape[3],
                            rows,
                            call.batch.n(),
                            factor,
                            vectors,
                            call.first(slice),
                            call.count(slice),
                            answers.status,
                            gradient.storage()),
                    call);
        }

        void writeSums() {
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
    }
}
