package org.optnet4j.internal.forms;

import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
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
import org.optnet4j.internal.general.GeneralProblem;
import org.optnet4j.internal.general.GeneralSolution;
import org.optnet4j.internal.general.SmoothedGradient;

/** The gradients of a batch of which some problems were solved in the dual form and others in the normal form. */
final class FormFactorization implements Factorization {
    private final QpBatch batch;
    private final @Nullable BackendSolution dual;
    private final BackendSolution answers;
    private final @Nullable CommonSolver normalForm;
    private final double smoothing;
    private final ForkJoinPool pool;

    /**
     * @param dual what the dual form made of the batch, null where it was not asked
     * @param answers the answers of all problems
     * @param normalForm what solves adjoint systems in the normal form, to be left on closing; null where no answer is in it
     * @param smoothing that problems were solved with
     */
    FormFactorization(
            QpBatch batch,
            @Nullable BackendSolution dual,
            BackendSolution answers,
            @Nullable CommonSolver normalForm,
            double smoothing,
            ForkJoinPool pool) {
        this.batch = batch;
        this.dual = dual;
        this.answers = answers;
        this.normalForm = normalForm;
        this.smoothing = smoothing;
        this.pool = pool;
    }

    @Override
    public QpGradients gradients(
            @Nullable BatchArray dLdx,
            @Nullable BatchArray dLdnu,
            @Nullable BatchArray dLdlambda,
            GradientTargets targets) {
        int[] indices = answers.normal().stream()
                .filter(i -> answers.status()[i] == QpStatus.SOLVED.code())
                .toArray();
        BitSet normal = answers.normal();
        GeneralSolution[] solutions = new GeneralSolution[indices.length];
        GeneralAdjoint[] adjoints = new GeneralAdjoint[indices.length];
        Solutions all = new Solutions(batch, answers);
        Parallel.forEach(pool, indices.length, k -> solutions[k] = all.of(indices[k]));
        BitSet byProgram = solvePrograms(indices, solutions, adjoints, dLdx, dLdnu, dLdlambda);
        Parallel.forEach(pool, indices.length, k -> {
            int i = indices[k];
            if (!byProgram.get(i)) {
                adjoints[k] = solveAlone(
                        Problems.of(batch, i),
                        solutions[k],
                        Problems.cotangent(dLdx, i, batch.n()),
                        Problems.cotangent(dLdnu, i, batch.p()),
                        Problems.cotangent(dLdlambda, i, batch.m()));
            }
        });
        Factorization inner = dual == null ? null : dual.factorization();
        GradientSums sums = new GradientSums(
                batch, indices, inner == null ? null : inner.gradients(dLdx, dLdnu, dLdlambda, targets), targets);
        sums.add(pool, solutions, adjoints);
        GradientQuality[] known = new GradientQuality[indices.length == 0 ? 0 : batch.batchSize()];
        for (int k = 0; k < indices.length; k++) {
            GeneralAdjoint adjoint = adjoints[k];
            known[indices[k]] = new GradientQuality(adjoint.margin(), adjoint.residual(), adjoint.unique());
        }
        return sums.toGradients(i -> {
            Objects.checkIndex(i, batch.batchSize());
            if (!normal.get(i)) {
                return Margin.of(batch, dual, smoothing, i);
            }
            if (known.length == 0 || known[i] == null) {
                return GradientQuality.UNKNOWN;
            }
            return byProgram.get(i) ? judged(known[i], i) : known[i];
        });
    }

    private GeneralAdjoint solveAlone(
            GeneralProblem problem, GeneralSolution at, double[] dLdx, double[] dLdnu, double[] dLdlambda) {
        return smoothing > 0
                ? SmoothedGradient.solve(problem, at, smoothing, dLdx, dLdnu, dLdlambda)
                : GeneralGradient.solve(problem, at, dLdx, dLdnu, dLdlambda);
    }

    /** Adds whether the gradient is unique, which costs a factorisation and is looked into when somebody asks. */
    private GradientQuality judged(GradientQuality quality, int problem) {
        boolean unique = quality.residual() <= GeneralGradient.ACCURATE
                && isUnique(Problems.of(batch, problem), new Solutions(batch, answers).of(problem));
        return new GradientQuality(quality.margin(), quality.residual(), unique);
    }

    private boolean isUnique(GeneralProblem problem, GeneralSolution at) {
        return smoothing > 0
                ? SmoothedGradient.isUnique(problem, at, smoothing)
                : GeneralGradient.isUnique(problem, at);
    }

    /** Fills in the adjoints that the back end finds, and returns the problems they are of. */
    private BitSet solvePrograms(
            int[] indices,
            GeneralSolution[] solutions,
            GeneralAdjoint[] to,
            @Nullable BatchArray dLdx,
            @Nullable BatchArray dLdnu,
            @Nullable BatchArray dLdlambda) {
        BitSet found = new BitSet();
        if (normalForm == null || indices.length == 0) {
            return found;
        }
        // A program for each problem of a batch: not for all of them where few are asked about.
        boolean few = 2 * indices.length < batch.batchSize();
        QpBatch of = few ? Problems.pick(batch, indices) : batch;
        int[] at = few ? IntStream.range(0, indices.length).toArray() : indices;
        BatchArray ofX = few && dLdx != null ? Problems.pick(dLdx, indices, batch.n()) : dLdx;
        BatchArray ofNu = few && dLdnu != null ? Problems.pick(dLdnu, indices, batch.p()) : dLdnu;
        BatchArray ofLambda = few && dLdlambda != null ? Problems.pick(dLdlambda, indices, batch.m()) : dLdlambda;
        if (smoothing > 0 && !SmoothedPrograms.fit(of)) {
            return found;
        }
        AdjointPrograms programs = smoothing > 0
                ? new SmoothedPrograms(of, smoothing, at, solutions, pool, ofX, ofNu, ofLambda)
                : new HeldPrograms(of, at, solutions, pool, ofX, ofNu, ofLambda);
        BackendSolution answer = normalForm.solver().solveNormal(programs.toBatch(), AdjointPrograms.SETTINGS);
        Parallel.forEach(pool, indices.length, k -> {
            if (answer.status()[at[k]] == QpStatus.SOLVED.code()) {
                to[k] = programs.adjoint(k, answer);
            }
        });
        for (int k = 0; k < indices.length; k++) {
            found.set(indices[k], to[k] != null);
        }
        return found;
    }

    @Override
    public void close() {
        Factorization inner = dual == null ? null : dual.factorization();
        try {
            if (inner != null) {
                inner.close();
            }
        } finally {
            if (normalForm != null) {
                normalForm.leave();
            }
        }
    }
}
