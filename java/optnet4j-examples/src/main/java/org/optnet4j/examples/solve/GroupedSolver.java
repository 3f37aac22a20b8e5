package org.optnet4j.examples.solve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;

/** Solves problems of different sizes: those of one shape together, as one batch. */
public final class GroupedSolver {
    private final QpSolver solver;
    private final Precision precision;

    /**
     * @param solver what solves the batches
     * @param precision of the batches
     */
    public GroupedSolver(QpSolver solver, Precision precision) {
        this.solver = solver;
        this.precision = precision;
    }

    /**
     * @param problems in any mixture of shapes
     * @return the answers, in the order of the problems
     */
    public List<Solved> solve(List<Problem> problems) {
        Map<Problem.Shape, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < problems.size(); i++) {
            groups.computeIfAbsent(problems.get(i).shape(), shape -> new ArrayList<>())
                    .add(i);
        }
        Solved[] answers = new Solved[problems.size()];
        groups.forEach((shape, members) -> {
            List<Problem> group = members.stream().map(problems::get).toList();
            QpGradients gradients = null;
            QpSolution solution = solver.solve(batch(shape, group));
            try (solution) {
                if (shape.wantsGradients()) {
                    gradients = solution.gradients(
                            upstream(shape.hasDLdx(), group, Problem::dLdx),
                            upstream(shape.hasDLdnu(), group, Problem::dLdnu),
                            upstream(shape.hasDLdlambda(), group, Problem::dLdlambda));
                }
            }
            for (int i = 0; i < group.size(); i++) {
                answers[members.get(i)] = new Solved(group.get(i), solution, gradients, i);
            }
        });
        return List.of(answers);
    }

    private QpBatch batch(Problem.Shape shape, List<Problem> group) {
        QpBatch.Builder builder = QpBatch.builder(group.size(), shape.n()).q(stack(group, Problem::q));
        BatchArray Q = stack(group, Problem::Q);
        builder = shape.diagonal() ? builder.Qdiag(Q) : builder.Q(Q);
        if (shape.p() > 0) {
            builder.A(stack(group, Problem::A)).b(stack(group, Problem::b));
        }
        if (shape.m() > 0) {
            builder.G(stack(group, Problem::G));
            given(shape.hasH(), group, Problem::h, builder::h);
            given(shape.hasL(), group, Problem::l, builder::l);
        }
        given(shape.hasLb(), group, Problem::lb, builder::lb);
        given(shape.hasUb(), group, Problem::ub, builder::ub);
        return builder.build();
    }

    private void given(
            boolean given, List<Problem> group, Function<Problem, double @Nullable []> part, Consumer<BatchArray> set) {
        if (given) {
            set.accept(stack(group, part));
        }
    }

    private @Nullable BatchArray upstream(
            boolean given, List<Problem> group, Function<Problem, double @Nullable []> part) {
        return given ? stack(group, part) : null;
    }

    private BatchArray stack(List<Problem> group, Function<Problem, double @Nullable []> part) {
        int length = 0;
        for (Problem problem : group) {
            length = Math.addExact(length, values(part, problem).length);
        }
        double[] all = new double[length];
        int at = 0;
        for (Problem problem : group) {
            double[] values = values(part, problem);
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        BatchArray doubles = BatchArray.perProblem(all);
        return precision == Precision.FLOAT64 ? doubles : BatchArray.perProblem(doubles.toFloats());
    }

    private static double[] values(Function<Problem, double @Nullable []> part, Problem problem) {
        double[] values = part.apply(problem);
        if (values == null) {
            throw new AssertionError("a problem lacks a part that its shape has");
        }
        return values;
    }
}
