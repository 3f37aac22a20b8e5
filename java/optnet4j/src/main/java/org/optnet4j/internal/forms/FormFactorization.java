package org.optnet4j.internal.forms;

import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientQuality;
import org.optnet4j.GradientTargets;
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
    private final BackendSolution answers;
    private final ForkJoinPool pool;

    /**
     * @param dual what the dual form made of the batch, null where it was not asked
     * @param answers the answers of all problems
     */
    FormFactorization(QpBatch batch, @Nullable BackendSolution dual, BackendSolution answers, ForkJoinPool pool) {
        this.batch = batch;
        this.dual = dual;
        this.answers = answers;
        this.pool = pool;
    }

    @Override
    public QpGradients gradients(
            @Nullable BatchArray dLdx,
            @Nullable BatchArray dLdnu,
            @Nullable BatchArray dLdlambda,
            GradientTargets targets) {
        BitSet normal = answers.normal();
        int[] indices = normal.stream()
                .filter(i -> answers.status()[i] == QpStatus.SOLVED.code())
                .toArray();
        GeneralSolution[] solutions = new GeneralSolution[indices.length];
        GeneralAdjoint[] adjoints = new GeneralAdjoint[indices.length];
        Parallel.forEach(pool, indices.length, k -> {
            int i = indices[k];
            solutions[k] = Problems.solution(batch, answers, i);
            adjoints[k] = GeneralGradient.solve(
                    Problems.of(batch, i),
                    solutions[k],
                    block(dLdx, i, batch.n()),
                    block(dLdnu, i, batch.p()),
                    block(dLdlambda, i, batch.m()));
        });
        Factorization inner = dual == null ? null : dual.factorization();
        GradientSums sums = new GradientSums(
                batch, inner == null ? null : inner.gradients(dLdx, dLdnu, dLdlambda, targets), targets);
        for (int k = 0; k < indices.length; k++) {
            sums.add(indices[k], solutions[k], adjoints[k]);
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
