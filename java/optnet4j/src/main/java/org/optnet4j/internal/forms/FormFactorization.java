package org.optnet4j.internal.forms;

import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientQuality;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpStatus;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.backend.Factorization;
import org.optnet4j.internal.Parallel;
import org.optnet4j.internal.general.GeneralAdjoint;
import org.optnet4j.internal.general.GeneralGradient;
import org.optnet4j.internal.general.GeneralSolution;

/** The gradients of a batch of which some problems were solved in the dual form and others in the normal form. */
final class FormFactorization implements Factorization {
    private final QpBatch batch;
    private final @Nullable BackendSolution dual;
    private final BitSet normal;
    private final @Nullable GeneralSolution[] solutions;
    private final ForkJoinPool pool;

    /**
     * @param dual the answers of the dual form, null where it was not asked
     * @param normal the problems whose answer is that of the normal form
     * @param solutions those answers
     */
    FormFactorization(
            QpBatch batch,
            @Nullable BackendSolution dual,
            BitSet normal,
            @Nullable GeneralSolution[] solutions,
            ForkJoinPool pool) {
        this.batch = batch;
        this.dual = dual;
        this.normal = normal;
        this.solutions = solutions;
        this.pool = pool;
    }

    @Override
    public QpGradients gradients(
            @Nullable BatchArray dLdx, @Nullable BatchArray dLdnu, @Nullable BatchArray dLdlambda) {
        int[] indices = normal.stream()
                .filter(i -> solution(i).status() == QpStatus.SOLVED)
                .toArray();
        GeneralAdjoint[] adjoints = new GeneralAdjoint[indices.length];
        Parallel.forEach(pool, indices.length, k -> {
            int i = indices[k];
            adjoints[k] = GeneralGradient.solve(
                    Problems.of(batch, i),
                    solution(i),
                    block(dLdx, i, batch.n()),
                    block(dLdnu, i, batch.p()),
                    block(dLdlambda, i, batch.m()));
        });
        Factorization inner = dual == null ? null : dual.factorization();
        GradientSums sums = new GradientSums(batch, inner == null ? null : inner.gradients(dLdx, dLdnu, dLdlambda));
        for (int k = 0; k < indices.length; k++) {
            sums.add(indices[k], solution(indices[k]), adjoints[k]);
        }
        GradientQuality[] known = new GradientQuality[indices.length == 0 ? 0 : batch.batchSize()];
        for (int k = 0; k < indices.length; k++) {
            GeneralAdjoint adjoint = adjoints[k];
            known[indices[k]] = new GradientQuality(adjoint.margin(), adjoint.residual(), adjoint.unique());
        }
        return sums.toGradients(i -> {
            Objects.checkIndex(i, batch.batchSize());
            GradientQuality quality = normal.get(i) ? known.length == 0 ? null : known[i] : Margin.of(batch, dual, i);
            return quality == null ? GradientQuality.UNKNOWN : quality;
        });
    }

    private GeneralSolution solution(int problem) {
        return Objects.requireNonNull(solutions[problem]);
    }

    @Override
    public void close() {
        Factorization inner = dual == null ? null : dual.factorization();
        if (inner != null) {
            inner.close();
        }
    }

    private static double[] block(@Nullable BatchArray values, int problem, int length) {
        return values == null ? new double[length] : values.block(problem, length);
    }
}
