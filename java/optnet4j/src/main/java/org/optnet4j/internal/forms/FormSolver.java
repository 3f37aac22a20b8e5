package org.optnet4j.internal.forms;

import java.util.BitSet;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
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
 * Sends every batch to the form that suits it; what the dual form leaves unsolved to the normal form; and what is left then
 * to the general solver, each problem alone.
 */
public final class FormSolver implements AutoCloseable {
    private final CommonSolver backend;
    private final QpSettings settings;
    private final ForkJoinPool pool;

    /**
     * Puts the general solver behind a back end.
     *
     * @param backend the back end's solver, to be closed with this one and the last solution that needs it
     * @param settings when to stop and what to keep
     * @param pool the threads of the general solver
     */
    public FormSolver(BackendSolver backend, QpSettings settings, ForkJoinPool pool) {
        this.backend = new CommonSolver(backend);
        this.settings = settings;
        this.pool = pool;
    }

    /**
     * Solves all problems of a batch.
     *
     * @param batch the problems
     * @return the solution
     */
    public BackendSolution solve(QpBatch batch) {
        Form form = FormChoice.choose(settings.form(), batch).form();
        BackendSolution first = form == Form.DUAL
                ? backend.solver().solve(batch)
                : backend.solver().solveNormal(batch, settings);
        try {
            return takenUp(batch, form, first);
        } catch (RuntimeException | Error e) {
            if (first.factorization() != null) {
                first.factorization().close();
            }
            throw e;
        }
    }

    /** Takes up what was left unsolved, unless the dual form and nothing else is wanted. */
    private BackendSolution takenUp(QpBatch batch, Form form, BackendSolution first) {
        BitSet normal = new BitSet();
        normal.set(0, form == Form.NORMAL ? batch.batchSize() : 0);
        Answers answers = new Answers(batch, first);
        BitSet left = new BitSet();
        IntStream.range(0, batch.batchSize())
                .filter(i -> first.status()[i] != QpStatus.SOLVED.code())
                .forEach(left::set);
        if (settings.form() == Form.AUTO && form == Form.DUAL && !left.isEmpty()) {
            takeUpTogether(batch, left, answers, normal);
        }
        // The general solver is exact: it cannot take up what is to be smoothed.
        if (settings.form() != Form.DUAL && settings.smoothing() == 0) {
            takeUpAlone(batch, left.stream().toArray(), first, answers, normal);
        }
        return withGradients(batch, answers, normal, form == Form.DUAL ? first : null);
    }

    /**
     * Solves all problems of a batch in the dual form, and leaves those that it does not solve unsolved.
     *
     * @param batch one-sided problems
     * @return the solution
     */
    public BackendSolution solveDual(QpBatch batch) {
        BackendSolution first = backend.solver().solve(batch);
        return withGradients(batch, new Answers(batch, first), new BitSet(), first);
    }

    /**
     * How many problems of one shape the back end works on side by side.
     *
     * @param precision the precision of the problems
     * @return {@link BackendSolver#lanes}
     */
    public int lanes(Precision precision) {
        return backend.solver().lanes(precision);
    }

    private BackendSolution withGradients(
            QpBatch batch, Answers answers, BitSet normal, @Nullable BackendSolution dual) {
        BackendSolution all = answers.toSolution(normal, null);
        if (!settings.gradients()) {
            return all;
        }
        CommonSolver normalForm = normal.isEmpty() ? null : backend.join();
        return answers.toSolution(
                normal, new FormFactorization(batch, dual, all, normalForm, settings.smoothing(), pool));
    }

    /**
     * Takes up what the dual form left unsolved in the normal form of the back end.
     *
     * @param left of what is left, changed to what is left then
     */
    private void takeUpTogether(QpBatch batch, BitSet left, Answers answers, BitSet normal) {
        int[] indices = left.stream().toArray();
        QpBatch few = Problems.pick(batch, indices);
        BackendSolution second = backend.solver().solveNormal(few, settings);
        Solutions solutions = new Solutions(few, second);
        for (int k = 0; k < indices.length; k++) {
            if (second.status()[k] == QpStatus.SOLVED.code()) {
                answers.put(indices[k], solutions.of(k));
                normal.set(indices[k]);
                left.clear(indices[k]);
            }
        }
    }

    /** Takes up problems one by one. */
    private void takeUpAlone(QpBatch batch, int[] indices, BackendSolution first, Answers answers, BitSet normal) {
        Precision precision = batch.precision();
        double epsAbs = settings.epsAbs(precision);
        double epsRel = settings.epsRel(precision);
        boolean[] better = new boolean[indices.length];
        Parallel.forEach(pool, indices.length, k -> {
            int i = indices[k];
            GeneralSolution solution;
            try {
                solution = GeneralSolver.solve(Problems.of(batch, i), epsAbs, epsRel, settings.maxIterations());
            } catch (OutOfMemoryError tooLarge) {
                // Its matrices are n x n even where Q is a diagonal: what the back end left stays, for this problem
                // alone.
                return;
            }
            better[k] = Preference.isBetter(solution, first, i);
            if (better[k]) {
                answers.put(i, solution);
            }
        });
        for (int k = 0; k < indices.length; k++) {
            if (better[k]) {
                normal.set(indices[k]);
            }
        }
    }

    @Override
    public void close() {
        backend.leave();
    }
}
