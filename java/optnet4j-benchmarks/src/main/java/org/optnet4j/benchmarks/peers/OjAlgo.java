package org.optnet4j.benchmarks.peers;

import java.util.Arrays;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.matrix.store.RawStore;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.convex.ConvexSolver;
import org.ojalgo.structure.Access1D;
import org.optnet4j.benchmarks.problems.Answers;
import org.optnet4j.benchmarks.problems.Problems;

/**
 * ojAlgo's {@code ConvexSolver}. Its builder takes the alternating direction method of multipliers where
 * {@code experimental} is set, and an active-set method otherwise.
 */
final class OjAlgo implements PeerSolver {
    private static final long MOST_MILLISECONDS = 5000;

    private final boolean admm;

    OjAlgo(boolean admm) {
        this.admm = admm;
    }

    @Override
    public Prepared prepare(Problems problems, int i) {
        int n = problems.n();
        int m = problems.m();
        int p = problems.p();
        MatrixStore<Double> Q = matrix(problems.Q(), i, n, n);
        double[] minusq = Arrays.copyOfRange(problems.q(), i * n, (i + 1) * n);
        for (int j = 0; j < n; j++) {
            minusq[j] = -minusq[j]; // it minimises 1/2 x'Qx - c'x
        }
        MatrixStore<Double> c = R064Store.FACTORY.column(minusq);
        MatrixStore<Double> A = matrix(problems.A(), i, p, n);
        MatrixStore<Double> b = R064Store.FACTORY.column(Arrays.copyOfRange(problems.b(), i * p, (i + 1) * p));
        MatrixStore<Double> G = matrix(problems.G(), i, m, n);
        MatrixStore<Double> h = R064Store.FACTORY.column(Arrays.copyOfRange(problems.h(), i * m, (i + 1) * m));
        return answers -> {
            ConvexSolver.Builder builder = ConvexSolver.newBuilder().objective(Q, c);
            if (p > 0) {
                builder.equalities(A, b);
            }
            if (m > 0) {
                builder.inequalities(G, h);
            }
            Optimisation.Options options = new Optimisation.Options();
            options.experimental = admm;
            options.time_abort = MOST_MILLISECONDS;
            put(builder.build(options).solve(), answers, i, n, m, p);
        };
    }

    private static void put(Optimisation.Result result, Answers answers, int i, int n, int m, int p) {
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException(
                    "problem " + i + ": " + result.getState() + " after " + MOST_MILLISECONDS + " ms at most");
        }
        Access1D<?> multipliers = result.getDualSolution()
                .orElseThrow(() -> new IllegalStateException("problem " + i + ": no multipliers"))
                .get();
        for (int j = 0; j < n; j++) {
            answers.x()[i * n + j] = result.doubleValue(j);
        }
        for (int k = 0; k < p; k++) {
            answers.nu()[i * p + k] = multipliers.doubleValue(k);
        }
        for (int k = 0; k < m; k++) {
            answers.lambda()[i * m + k] = multipliers.doubleValue(p + k);
        }
    }

    private static MatrixStore<Double> matrix(double[] values, int i, int rows, int columns) {
        return rows == 0 ? R064Store.FACTORY.make(0, columns) : RawStore.wrap(Rows.of(values, i, rows, columns));
    }
}
