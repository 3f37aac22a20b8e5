package org.optnet4j.internal.nativelib;

import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
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
            @Nullable BatchArray dLdx, @Nullable BatchArray dLdnu, @Nullable BatchArray dLdlambda) {
        Cotangents cotangents = new Cotangents(dLdx, dLdnu, dLdlambda);
        BatchArray[] parameters = {batch.Q(), batch.q(), batch.A(), batch.b(), batch.G(), batch.h()};
        Object[] gradients = new Object[parameters.length];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = Numbers.allocate(batch.precision(), 1, parameters[i].length());
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
                gradients,
                error)));
        return new QpGradients(
                like(parameters[0], gradients[0]),
                like(parameters[1], gradients[1]),
                like(parameters[2], gradients[2]),
                like(parameters[3], gradients[3]),
                like(parameters[4], gradients[4]),
                like(parameters[5], gradients[5]));
    }

    @Override
    public void close() {
        CudaBindings.freeKept(kept);
    }

    private static BatchArray like(BatchArray parameter, Object numbers) {
        return parameter.isShared() ? Numbers.shared(numbers) : Numbers.perProblem(numbers);
    }
}
