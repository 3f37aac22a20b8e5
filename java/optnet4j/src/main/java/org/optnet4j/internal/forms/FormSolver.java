package org.optnet4j.internal.forms;

import java.util.BitSet;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Form;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSettings;
import org.optnet4j.QpStatus;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.backend.BackendSolver;
import org.optnet4j.internal.Parallel;
import org.optnet4j.internal.general.GeneralSolution;
import org.optnet4j.internal.general.GeneralSolver;

/**
 * Sends every problem to the form that can solve it: batches that fit to the back end, which works in the dual form, the
 * others to the normal form; and what the dual form leaves unsolved to the normal form after it, each problem alone.
 */
public final class FormSolver implements BackendSolver {
    private final BackendSolver dual;
    private final QpSettings settings;
    private final ForkJoinPool pool;

    /**
     * Puts the normal form beside a back end.
     *
     * @param dual the back end's solver, to be closed with this one
     * @param settings when to stop and what to keep
     * @param pool the threads of the normal form
     */
    public FormSolver(BackendSolver dual, QpSettings settings, ForkJoinPool pool) {
        this.dual = dual;
        this.settings = settings;
        this.pool = pool;
    }

    @Override
    public BackendSolution solve(QpBatch batch) {
        Form form = FormChoice.choose(settings.form(), batch).form();
        if (form == Form.NORMAL) {
            BitSet all = new BitSet();
            all.set(0, batch.batchSize());
            return solveNormal(batch, new Answers(batch), all, null);
        }
        BackendSolution first = dual.solve(batch);
        BitSet unsolved = settings.form() == Form.AUTO ? unsolved(first) : new BitSet();
        if (unsolved.isEmpty()) {
            return measured(batch, first, new BitSet(), new GeneralSolution[0]);
        }
        return solveNormal(batch, new Answers(batch, first), unsolved, first);
    }

    /**
     * Solves all problems of a batch in the dual form, and leaves those that it does not solve unsolved.
     *
     * @param batch one-sided problems
     * @return the solution
     */
    public BackendSolution solveDual(QpBatch batch) {
        return measured(batch, dual.solve(batch), new BitSet(), new GeneralSolution[0]);
    }

    @Override
    public int lanes(Precision precision) {
        return dual.lanes(precision);
    }

    private static BitSet unsolved(BackendSolution solution) {
        BitSet unsolved = new BitSet();
        for (int i = 0; i < solution.status().length; i++) {
            unsolved.set(i, solution.status()[i] != QpStatus.SOLVED.code());
        }
        return unsolved;
    }

    private BackendSolution solveNormal(
            QpBatch batch, Answers answers, BitSet problems, @Nullable BackendSolution first) {
        Precision precision = batch.precision();
        double epsAbs = settings.epsAbs(precision);
        double epsRel = settings.epsRel(precision);
        int[] indices = problems.stream().toArray();
        @Nullable GeneralSolution[] found = new GeneralSolution[batch.batchSize()];
        Parallel.forEach(pool, indices.length, k -> {
            int i = indices[k];
            GeneralSolution solution =
                    GeneralSolver.solve(Problems.of(batch, i), epsAbs, epsRel, settings.maxIterations());
            if (first == null || Preference.isBetter(solution, first, i)) {
                found[i] = solution;
            }
        });
        BitSet normal = new BitSet();
        for (int i : indices) {
            GeneralSolution solution = found[i];
            if (solution != null) {
                answers.put(i, solution);
                normal.set(i);
            }
        }
        return answers.toSolution(normal, factorization(batch, first, normal, found));
    }

    private BackendSolution measured(
            QpBatch batch, BackendSolution solution, BitSet normal, @Nullable GeneralSolution[] found) {
        return new BackendSolution(
                solution.x(),
                solution.nu(),
                solution.lambda(),
                solution.slack(),
                solution.status(),
                solution.iterations(),
                solution.primalResidual(),
                solution.dualResidual(),
                solution.gap(),
                solution.objective(),
                factorization(batch, solution, normal, found));
    }

    private @Nullable FormFactorization factorization(
            QpBatch batch, @Nullable BackendSolution first, BitSet normal, @Nullable GeneralSolution[] found) {
        return settings.gradients() ? new FormFactorization(batch, first, normal, found, pool) : null;
    }

    @Override
    public void close() {
        dual.close();
    }
}
