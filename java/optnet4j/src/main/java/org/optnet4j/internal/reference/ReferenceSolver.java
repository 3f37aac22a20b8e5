package org.optnet4j.internal.reference;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
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
        Output output = new Output(batch);
        SharedForm forms = new SharedForm(batch);
        Finite finite = new Finite(batch);
        Tolerance tolerance = Tolerance.of(settings, batch.precision());
        @Nullable KktGradient[] kept = new KktGradient[settings.gradients() ? batch.batchSize() : 0];

        Parallel.forEach(pool, batch.batchSize(), i -> {
            if (!finite.test(i)) {
                output.status[i] = QpStatus.INVALID_INPUT.code();
                return;
            }
            DualForm form = forms.of(i);
            if (!form.positiveDefinite()) {
                output.status[i] = QpStatus.NOT_POSITIVE_DEFINITE.code();
                return;
            }
            Problem problem = new Problem(
                    form,
                    batch.q().block(i, batch.n()),
                    batch.b().block(i, batch.p()),
                    batch.h().block(i, batch.m()));
            Solved solved = InteriorPoint.solve(problem, tolerance, settings.maxIterations(), settings.smoothing());
            output.put(i, solved);
            if (settings.gradients() && solved.status() == QpStatus.SOLVED) {
                kept[i] = new KktGradient(form, solved.iterate());
            }
        });
        return output.toSolution(settings.gradients() ? new ReferenceFactorization(batch, kept, pool) : null);
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }

    /** The arrays of the solution; each problem writes its own entries only. */
    private static final class Output {
        private final QpBatch batch;
        private final double[] x;
        private final double[] nu;
        private final double[] lambda;
        private final double[] slack;
        private final int[] status;
        private final int[] iterations;
        private final double[] primalResidual;
        private final double[] dualResidual;
        private final double[] gap;
        private final double[] objective;

        Output(QpBatch batch) {
            this.batch = batch;
            int count = batch.batchSize();
            x = unknown(count * batch.n());
            nu = unknown(count * batch.p());
            lambda = unknown(count * batch.m());
            slack = unknown(count * batch.m());
            status = new int[count];
            iterations = new int[count];
            primalResidual = unknown(count);
            dualResidual = unknown(count);
            gap = unknown(count);
            objective = unknown(count);
        }

        void put(int problem, Solved solved) {
            status[problem] = solved.status().code();
            iterations[problem] = solved.iterations();
            Iterate iterate = solved.iterate();
            System.arraycopy(iterate.x(), 0, x, problem * batch.n(), batch.n());
            System.arraycopy(iterate.nu(), 0, nu, problem * batch.p(), batch.p());
            System.arraycopy(iterate.lambda(), 0, lambda, problem * batch.m(), batch.m());
            System.arraycopy(iterate.s(), 0, slack, problem * batch.m(), batch.m());
            Residuals residuals = solved.residuals();
            primalResidual[problem] = residuals.primal().residual();
            dualResidual[problem] = residuals.dual().residual();
            gap[problem] = residuals.gap().residual();
            objective[problem] = residuals.objective();
        }

        BackendSolution toSolution(@Nullable ReferenceFactorization factorization) {
            return new BackendSolution(
                    BatchArray.perProblem(x).to(batch.precision()),
                    BatchArray.perProblem(nu).to(batch.precision()),
                    BatchArray.perProblem(lambda).to(batch.precision()),
                    BatchArray.perProblem(slack).to(batch.precision()),
                    status,
                    iterations,
                    primalResidual,
                    dualResidual,
                    gap,
                    objective,
                    factorization);
        }

        private static double[] unknown(int length) {
            double[] values = new double[length];
            Arrays.fill(values, Double.NaN);
            return values;
        }
    }
}
