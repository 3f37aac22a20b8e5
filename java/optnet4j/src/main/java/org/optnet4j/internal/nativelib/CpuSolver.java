package org.optnet4j.internal.nativelib;

import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.Form;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSettings;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.backend.BackendSolver;
import org.optnet4j.internal.Parallel;

/** Shares a batch out over a pool, in slices of whole registers. */
final class CpuSolver implements BackendSolver {
    private final QpSettings settings;
    private final ForkJoinPool pool;
    private final InstructionSet set;
    private final MemoryPool memory = new MemoryPool();

    CpuSolver(QpSettings settings, ForkJoinPool pool, InstructionSet set) {
        this.settings = settings;
        this.pool = pool;
        this.set = set;
    }

    @Override
    public BackendSolution solve(QpBatch batch) {
        NativeBatch call = new NativeBatch(batch, Form.DUAL, set.code());
        Answers answers = new Answers(batch);

        NativeMemory shared = memory.take(call.sharedBytes);
        NativeMemory factor = null;
        boolean kept = false;
        try {
            factor = settings.gradients() ? memory.take(call.allFactorBytes()) : null;
            run(call, settings, shared, factor, answers.toArray());
            kept = settings.gradients();
        } finally {
            if (!kept) {
                memory.give(shared);
                if (factor != null) {
                    memory.give(factor);
                }
            }
        }
        return answers.toSolution(
                factor == null ? null : new CpuFactorization(call, pool, memory, shared, factor, answers));
    }

    @Override
    public BackendSolution solveNormal(QpBatch batch, QpSettings wanted) {
        NativeBatch call = new NativeBatch(batch, Form.NORMAL, set.code());
        Answers answers = new Answers(batch);
        NativeMemory shared = memory.take(call.sharedBytes);
        try {
            run(call, wanted, shared, null, answers.toArray());
        } finally {
            memory.give(shared);
        }
        return answers.toSolution(null);
    }

    @Override
    public int lanes(Precision precision) {
        BatchArray one = BatchArray.shared(1).to(precision);
        return new NativeBatch(QpBatch.builder(1, 1).Q(one).q(one).build(), Form.DUAL, set.code()).lanes;
    }

    private void run(
            NativeBatch call, QpSettings wanted, NativeMemory shared, @Nullable NativeMemory factor, Object[] to) {
        Precision precision = call.batch.precision();
        double epsAbs = wanted.epsAbs(precision);
        double epsRel = wanted.epsRel(precision);
        long size = call.batch.batchSize();
        if (call.sharedBytes > 0) {
            Scratch.with(
                    memory,
                    call.scratchBytes,
                    scratch -> NativeCall.check(
                            "prepare",
                            Bindings.prepare(
                                    call.isa,
                                    call.shape,
                                    size,
                                    call.operands,
                                    call.shared,
                                    shared.address(),
                                    scratch.address()),
                            call));
        }
        Parallel.forEach(
                pool,
                call.calls(),
                i -> Scratch.with(
                        memory,
                        call.scratchBytes,
                        scratch -> NativeCall.check(
                                "solve",
                                Bindings.solve(
                                        call.isa,
                                        call.shape,
                                        size,
                                        call.operands,
                                        call.shared,
                                        epsAbs,
                                        epsRel,
                                        wanted.maxIterations(),
                                        wanted.smoothing(),
                                        shared.address(),
                                        factor == null ? 0 : factor.address(),
                                        scratch.address(),
                                        call.first(i),
                                        call.count(i),
                                        to),
                                call)));
    }

    @Override
    public void close() {
        memory.close();
    }
}
