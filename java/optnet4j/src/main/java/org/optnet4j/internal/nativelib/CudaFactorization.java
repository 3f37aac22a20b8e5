package org.optnet4j.internal.nativelib;

import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpParameter;
import org.optnet4j.backend.Factorization;
import org.optnet4j.internal.Targets;

/** What the forward pass left on the device, and the gradients from it. */
final class CudaFactorization implements Factorization {
    /** In the order of the native method. */
    private static final QpParameter[] PARAMETERS = {
        QpParameter.Q, QpParameter.q, QpParameter.A, QpParameter.b, QpParameter.G, QpParameter.h
    };

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
        BatchArray[] gradients = new BatchArray[PARAMETERS.length];
        @Nullable Object[] to = new Object[gradients.length];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = Targets.provide(targets, PARAMETERS[i], batch);
            to[i] = targets.wants(PARAMETERS[i]) ? gradients[i].storage() : null;
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
        return new QpGradients(gradients[0], gradients[1], gradients[2], gradients[3], gradients[4], gradients[5]);
    }

    @Override
    public void close() {
        CudaBindings.freeKept(kept);
    }
}
