package org.optnet4j.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpProblem;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.RaggedGradients;
import org.optnet4j.RaggedSolution;

/** The ways of {@link RaggedBenchmark}. */
final class RaggedWays {
    private RaggedWays() {}

    /** Sees what a way computes; what is timed is seen by {@link #NONE}. */
    interface Check {
        /** Looks at nothing. */
        Check NONE = new Check() {};

        /** Problems of one shape, and their gradients where there are any. */
        default void batch(
                QpBatch batch, QpSolution solution, @Nullable BatchArray upstream, @Nullable QpGradients gradients) {}

        /** The whole list. */
        default void list(
                RaggedSolution solution, @Nullable List<double[]> upstream, @Nullable RaggedGradients gradients) {}
    }

    static QpProblem problem(QpBatch one) {
        return QpProblem.builder(one.n())
                .Q(one.Q().doubles())
                .q(one.q().doubles())
                .G(one.G().doubles())
                .h(one.h().doubles())
                .build();
    }

    /** The minimisers of all problems, one after the other. */
    static double[] solve(
            QpSolver solver,
            List<QpProblem> problems,
            @Nullable List<double[]> upstream,
            RaggedBenchmark.Way way,
            Check check) {
        return switch (way) {
            case LIST -> list(solver, problems, upstream, check);
            case ALONE -> alone(solver, problems, upstream, check);
            case EXACT -> grouped(solver, problems, upstream, 1, 1, check);
            case WIDTHS_OF_4 -> grouped(solver, problems, upstream, 4, 1, check);
            case SIZES_OF_4 -> grouped(solver, problems, upstream, 4, 4, check);
        };
    }

    private static double[] list(
            QpSolver solver, List<QpProblem> problems, @Nullable List<double[]> upstream, Check check) {
        double[][] x = new double[problems.size()][];
        try (RaggedSolution solution = solver.solve(problems)) {
            Arrays.setAll(x, solution::x);
            check.list(solution, upstream, upstream == null ? null : solution.gradients(upstream));
        }
        return concatenated(x);
    }

    private static double[] alone(
            QpSolver solver, List<QpProblem> problems, @Nullable List<double[]> upstream, Check check) {
        double[][] x = new double[problems.size()][];
        for (int i = 0; i < x.length; i++) {
            QpBatch one = problems.get(i).toBatch();
            try (QpSolution solution = solver.solve(one)) {
                x[i] = solution.x().doubles();
                BatchArray own = upstream == null ? null : BatchArray.perProblem(upstream.get(i));
                check.batch(one, solution, own, own == null ? null : solution.gradients(own));
            }
        }
        return concatenated(x);
    }

    private static double[] grouped(
            QpSolver solver,
            List<QpProblem> problems,
            @Nullable List<double[]> upstream,
            int nStep,
            int mStep,
            Check check) {
        Map<Sizes, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < problems.size(); i++) {
            QpProblem each = problems.get(i);
            groups.computeIfAbsent(new Sizes(up(each.n(), nStep), up(each.m(), mStep), 0), ignored -> new ArrayList<>())
                    .add(i);
        }
        double[][] x = new double[problems.size()][];
        groups.forEach((sizes, members) -> {
            QpBatch batch = stack(problems, sizes, members);
            try (QpSolution solution = solver.solve(batch)) {
                for (int k = 0; k < members.size(); k++) {
                    int i = members.get(k);
                    double[] block = solution.x().block(k, sizes.n());
                    x[i] = Arrays.copyOf(block, problems.get(i).n());
                }
                BatchArray own = upstream == null ? null : stack(upstream, sizes.n(), members);
                check.batch(batch, solution, own, own == null ? null : solution.gradients(own));
            }
        });
        return concatenated(x);
    }

    private static BatchArray stack(List<double[]> upstream, int n, List<Integer> members) {
        double[] all = new double[members.size() * n];
        for (int k = 0; k < members.size(); k++) {
            double[] each = upstream.get(members.get(k));
            System.arraycopy(each, 0, all, k * n, each.length);
        }
        return BatchArray.perProblem(all);
    }

    /** Added variables have 1 on the diagonal of Q, added rows are 0 <= 1. */
    private static QpBatch stack(List<QpProblem> problems, Sizes sizes, List<Integer> members) {
        int n = sizes.n();
        int m = sizes.m();
        double[] Q = new double[members.size() * n * n];
        double[] q = new double[members.size() * n];
        double[] G = new double[members.size() * m * n];
        double[] h = new double[members.size() * m];
        Arrays.fill(h, 1);
        for (int k = 0; k < members.size(); k++) {
            QpBatch each = problems.get(members.get(k)).toBatch();
            rows(each.Q(), each.n(), Q, k * n * n, n);
            for (int i = each.n(); i < n; i++) {
                Q[(k * n + i) * n + i] = 1;
            }
            rows(each.q(), each.n(), q, k * n, n);
            rows(each.G(), each.n(), G, k * m * n, n);
            rows(each.h(), each.m(), h, k * m, m);
        }
        return QpBatch.builder(members.size(), n)
                .Q(BatchArray.perProblem(Q))
                .q(BatchArray.perProblem(q))
                .G(BatchArray.perProblem(G))
                .h(BatchArray.perProblem(h))
                .build();
    }

    private static void rows(BatchArray source, int columns, double[] target, int at, int targetColumns) {
        for (int row = 0; row < source.length() / columns; row++) {
            System.arraycopy(source.doubles(), row * columns, target, at + row * targetColumns, columns);
        }
    }

    private static int up(int value, int step) {
        return (value + step - 1) / step * step;
    }

    private static double[] concatenated(double[][] parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
