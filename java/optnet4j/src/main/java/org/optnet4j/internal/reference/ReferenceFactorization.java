package org.optnet4j.internal.reference;

import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.backend.Factorization;
import org.optnet4j.internal.Parallel;

/** The factors of every solved problem of a batch, and the gradients from them. */
final class ReferenceFactorization implements Factorization {
    private final QpBatch batch;
    private final ForkJoinPool pool;

    /** Null where a problem is not solved. */
    private volatile @Nullable KktGradient[] kept;

    ReferenceFactorization(QpBatch batch, @Nullable KktGradient[] kept, ForkJoinPool pool) {
        this.batch = batch;
        this.kept = kept;
        this.pool = pool;
    }

    @Override
    public QpGradients gradients(
            @Nullable BatchArray dLdx,
            @Nullable BatchArray dLdnu,
            @Nullable BatchArray dLdlambda,
            GradientTargets targets) {
        @Nullable KktGradient[] factors = kept;
        OuterProducts products = new OuterProducts(batch, pool);
        Parallel.forEach(pool, batch.batchSize(), i -> {
            KktGradient factor = factors[i];
            if (factor != null) {
                double[] forX = block(dLdx, i, batch.n(), 1);
                double[] forNu = block(dLdnu, i, batch.p(), -1);
                double[] forLambda = block(dLdlambda, i, batch.m(), -1);
                products.put(i, factor.at(), factor.solve(forX, forNu, forLambda));
            }
        });
        return products.toGradients(targets);
    }

    @Override
    public void close() {
        kept = new KktGradient[0];
    }

    /** One problem's part, times a sign; zeros where nothing is given. */
    private static double[] block(@Nullable BatchArray values, int problem, int length, int sign) {
        if (values == null) {
            return new double[length];
        }
        double[] block = values.block(problem, length);
        for (int i = 0; i < length; i++) {
            block[i] *= sign;
        }
        return block;
    }
}
