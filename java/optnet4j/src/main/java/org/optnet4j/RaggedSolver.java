package org.optnet4j;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.optnet4j.internal.Parallel;
import org.optnet4j.internal.forms.FormChoice;
import org.optnet4j.internal.forms.FormSolver;
import org.optnet4j.internal.ragged.Group;
import org.optnet4j.internal.ragged.Grouping;
import org.optnet4j.internal.ragged.Stack;

/**
 * Solves lists of problems of different shapes, as batches of problems of one shape.
 *
 * <p>Where the back end fills its lanes so, problems of the dual form get variables that are in no constraint, which change
 * no bit of an answer. What is not solved with them is solved without: the tests for singular matrices allow for
 * rounding by the number of variables, so a matrix at their limit may fail with more of them, though never the other way
 * round. Hence every answer is that of the problem alone.
 */
final class RaggedSolver {
    private final FormSolver solver;
    private final QpSettings settings;
    private final ForkJoinPool pool;
    private final List<QpProblem> problems;
    private final List<QpBatch> singles;
    private final RaggedParts parts;
    private final Map<Precision, Integer> lanes = new EnumMap<>(Precision.class);

    private RaggedSolver(FormSolver solver, QpSettings settings, ForkJoinPool pool, List<QpProblem> problems) {
        this.solver = solver;
        this.settings = settings;
        this.pool = pool;
        this.problems = problems;
        this.singles = problems.stream().map(QpProblem::toBatch).toList();
        this.parts = new RaggedParts(problems.size());
        for (Precision precision : Precision.values()) {
            lanes.put(precision, solver.lanes(precision));
        }
    }

    static RaggedSolution solve(FormSolver solver, QpSettings settings, ForkJoinPool pool, List<QpProblem> problems) {
        return new RaggedSolver(solver, settings, pool, problems).solve();
    }

    private RaggedSolution solve() {
        boolean[] dual = new boolean[problems.size()];
        for (int i = 0; i < dual.length; i++) {
            dual[i] = choice(i).form() == Form.DUAL;
        }
        boolean done = false;
        try {
            solve(
                    IntStream.range(0, dual.length),
                    i -> dual[i] && lanes.get(singles.get(i).precision()) > 1);
            solve(IntStream.range(0, dual.length).filter(parts::isPaddedAndUnsolved), i -> false);
            done = true;
        } finally {
            if (!done) {
                parts.close();
            }
        }
        return new RaggedSolution(problems, parts, pool);
    }

    private FormInfo choice(int problem) {
        try {
            return FormChoice.choose(settings.form(), singles.get(problem));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("problems[" + problem + "]: " + refused.getMessage(), refused);
        }
    }

    private void solve(IntStream indices, IntPredicate mayBePadded) {
        List<Group> groups = Grouping.of(singles, indices, mayBePadded, lanes::get);
        // Each group adds itself, so that those that went well are closed if another fails.
        Parallel.forEachToTheEnd(pool, groups.size(), k -> parts.add(groups.get(k), solve(groups.get(k))));
    }

    private QpSolution solve(Group group) {
        QpBatch batch = Stack.of(singles, group);
        FormInfo choice = FormChoice.choose(settings.form(), batch);
        return new QpSolution(batch, group.padded() ? solver.solveDual(batch) : solver.solve(batch), choice);
    }
}
