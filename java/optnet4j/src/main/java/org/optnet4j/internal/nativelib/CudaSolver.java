package org.optnet4j.internal.nativelib;

import org.optnet4j.Factors;
import org.optnet4j.Form;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSettings;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.backend.BackendSolver;

/** Solves batches in host memory on a device. Calls wait for each other inside the native solver. */
final class CudaSolver implements BackendSolver {
    private static final int KEEP_NOTHING = 0;
    private static final int KEEP_FACTORS = 1;
    private static final int RECOMPUTE = 2;

    private final QpSettings settings;
    private final long solver;

    CudaSolver(QpSettings settings, int device, long memoryLimit, int copyThreads) {
        this.settings = settings;
        long[] handle = new long[1];
        CudaCall.check(error -> CudaBindings.open(device, memoryLimit, copyThreads, handle, error));
        solver = handle[0];
    }

    @Override
    public BackendSolution solve(QpBatch batch) {
        BatchOperands given = new BatchOperands(batch, Form.DUAL);
        Answers answers = new Answers(batch);
        long kept = run(batch, given, settings, answers, keep());
        return answers.toSolution(settings.gradients() ? new CudaFactorization(kept, batch, given, answers) : null);
    }

    @Override
    public BackendSolution solveNormal(QpBatch batch, QpSettings wanted) {
        Answers answers = new Answers(batch);
        run(batch, new BatchOperands(batch, Form.NORMAL), wanted, answers, KEEP_NOTHING);
        return answers.toSolution(null);
    }

    /** Fills the answers, and returns the handle of what was kept. */
    private long run(QpBatch batch, BatchOperands given, QpSettings wanted, Answers answers, int keep) {
        long[] kept = new long[1];
        Garbage.retry(() -> CudaCall.check(error -> CudaBindings.solveHost(
                solver,
                given.shape,
                batch.batchSize(),
                given.operands,
                given.shared,
                wanted.epsAbs(batch.precision()),
                wanted.epsRel(batch.precision()),
                wanted.maxIterations(),
                wanted.smoothing(),
                keep,
                answers.toArray(),
                kept,
                error)));
        return kept[0];
    }

    private int keep() {
        if (!settings.gradients()) {
            return KEEP_NOTHING;
        }
        return settings.factors() == Factors.KEEP ? KEEP_FACTORS : RECOMPUTE;
    }

    @Override
    public void close() {
        CudaBindings.close(solver);
    }
}
