package org.optnet4j.internal.nativelib;

import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.backend.Factorization;

/** What the forward pass left on the device, and the gradients from it. */
final class CudaFactorization implements Factorization {
    private final long kept;
    private final QpBatch batch;
    private final BatchOperands given;
    private final Answers answers;

    CudaFactorization(long kept, QpBatch batch, BatchOperands given, Answers answers) {
        this.kept = kept;
        this.batch = batch;
        this.given = given;
        this.answers = answers;
    }

    @Override
    public synchronized QpGradients gradients(
            @Nullable BatchArray dLdx,
            @Nullable BatchArray dLdnu,
            @Nullable BatchArray dLdlambda,
            GradientTargets targets) {
        Cotangents cotangents = new Cotangents(dLdx, dLdnu, dLdlambda);
        DenseGradients gradients = new DenseGradients(targets, batch);
        @Nullable Object[] to = new Object[gradients.arrays.length];
        for (int i = 0; i < to.length; i++) {
            BatchArray gradient = gradients.arrays[i];
            to[i] = gradient.length() > 0 ? gradient.storage() : null;
        }
        Garbage.retry(() -> CudaCall.check(error -> CudaBindings.gradientsHost(
                kept,
                given.shape,
                batch.batchSize(),
                given.operands,
                given.shared,
                new Object[] {answers.x, answers.nu, answers.lambda, answers.slack, answers.status},
                cotangents.operands,
                cotangents.shared,
                to,
                error)));
        return gradients.toGradients();
    }

    @Override
    public void close() {
        CudaBindings.freeKept(kept);
    }
}
