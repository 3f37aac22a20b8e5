package org.optnet4j.internal.reference;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSettings;
import org.optnet4j.QpStatus;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.backend.BackendSolver;
import org.optnet4j.internal.Parallel;

/** Solves the problems of a batch one by one, each on one thread, in double arithmetic whatever the precision. */
final class ReferenceSolver implements BackendSolver {
    private final QpSettings settings;
    private final ForkJoinPool pool;

    ReferenceSolver(QpSettings settings, ForkJoinPool pool) {
        this.settings = settings;
        this.pool = pool;
    }

    @Override
    public BackendSolution solve(QpBatch batch) {
        Answers answers = new Answers(batch);
        SharedForm forms = new SharedForm(batch);
        Finite finite = new Finite(batch, batch.Q(), batch.q(), batch.A(), batch.b(), batch.G(), batch.h());
        Tolerance tolerance = Tolerance.of(settings, batch.precision());
        @Nullable KktGradient[] kept = new KktGradient[settings.gradients() ? batch.batchSize() : 0];

        Parallel.forEach(pool, batch.batchSize(), i -> {
            if (!finite.test(i)) {
                answers.status[i] = QpStatus.INVALID_INPUT.code();
                return;
            }
            DualForm form = forms.of(i);
            if (!form.positiveDefinite()) {
                answers.status[i] = QpStatus.NOT_POSITIVE_DEFINITE.code();
                return;
            }
            Problem problem = new Problem(
                    form,
                    batch.q().block(i, batch.n()),
                    batch.b().block(i, batch.p()),
                    batch.h().block(i, batch.m()));
            Solved solved = InteriorPoint.solve(problem, tolerance, settings.maxIterations(), settings.smoothing());
            answers.put(i, solved);
            if (settings.gradients() && solved.status() == QpStatus.SOLVED) {
                kept[i] = new KktGradient(form, solved.iterate());
            }
        });
        return answers.toSolution(settings.gradients() ? new ReferenceFactorization(batch, kept, pool) : null);
    }

    @Override
    public BackendSolution solveNormal(QpBatch batch, QpSettings wanted) {
        Answers answers = new Answers(batch);
        Finite finite = new Finite(batch, batch.Q(), batch.q(), batch.A(), batch.b(), batch.G());
        Tolerance tolerance = Tolerance.of(wanted, batch.precision());
        IntFunction<ConvexQuadratic> quadratics = perProblem(batch, batch.Q(), i -> convexQuadratic(batch, i));
        IntFunction<double[]> ofA = perProblem(batch, batch.A(), i -> batch.A().block(i, batch.p() * batch.n()));
        IntFunction<double[]> ofG = perProblem(batch, batch.G(), i -> batch.G().block(i, batch.m() * batch.n()));

        Parallel.forEach(pool, batch.batchSize(), i -> {
            double[] g = ofG.apply(i);
            StackedBounds bounds = new StackedBounds(batch, i, g);
            ConvexQuadratic quadratic = quadratics.apply(i);
            int flaw = bounds.flaw();
            flaw = Math.max(flaw, quadratic.convex() ? 0 : QpStatus.NOT_POSITIVE_DEFINITE.code());
            flaw = Math.max(flaw, finite.test(i) ? 0 : QpStatus.INVALID_INPUT.code());
            answers.status[i] = flaw;
            if (flaw != 0 && !QpStatus.ofCode(flaw).hasIterate()) {
                return;
            }
            NormalProblem problem = new NormalProblem(
                    quadratic,
                    batch.q().block(i, batch.n()),
                    ofA.apply(i),
                    batch.b().block(i, batch.p()),
                    g,
                    bounds);
            int most = flaw == 0 ? wanted.maxIterations() : 0;
            answers.put(i, NormalIteration.solve(problem, tolerance, most, wanted.smoothing()), bounds);
            answers.status[i] = flaw == 0 ? answers.status[i] : flaw;
        });
        return answers.toSolution(null);
    }

    /** What is made of one parameter, once where all problems share it. */
    private static <T> IntFunction<T> perProblem(QpBatch batch, BatchArray parameter, IntFunction<T> make) {
        if (!parameter.isShared() || batch.batchSize() == 0) {
            return make;
        }
        T made = make.apply(0);
        return problem -> made;
    }

    private static ConvexQuadratic convexQuadratic(QpBatch batch, int problem) {
        int n = batch.n();
        return batch.isDiagonal()
                ? ConvexQuadratic.ofDiagonal(batch.Q().block(problem, n))
                : ConvexQuadratic.ofMatrix(n, batch.Q().block(problem, n * n));
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }
}
