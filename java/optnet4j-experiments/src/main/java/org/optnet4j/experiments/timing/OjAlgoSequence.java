package org.optnet4j.experiments.timing;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.matrix.store.RawStore;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.convex.ConvexSolver;
import org.ojalgo.structure.Access1D;
import org.optnet4j.examples.stress.Chunk;

/** ojAlgo on one problem after the other. Bringing the data into its layout is not timed. */
final class OjAlgoSequence implements Stopwatch.Trial {
    private final Problem[] problems;
    private final Optimisation.Options options = new Optimisation.Options();
    private final Answers answers;

    /**
     * @param chunk the problems
     * @param admm its alternating direction method of multipliers, rather than its active-set method
     */
    OjAlgoSequence(Chunk chunk, boolean admm) {
        // What makes its builder take that method.
        options.experimental = admm;
        int n = chunk.n();
        problems = new Problem[chunk.size()];
        for (int i = 0; i < problems.length; i++) {
            double[] c = Arrays.stream(chunk.q(), i * n, (i + 1) * n)
                    .map(q -> -q) // it minimises 1/2 x'Qx - c'x
                    .toArray();
            problems[i] = new Problem(
                    matrix(chunk.Q(), i, n),
                    R064Store.FACTORY.column(c),
                    matrix(chunk.G(), i, n),
                    R064Store.FACTORY.column(Arrays.copyOfRange(chunk.h(), i * n, (i + 1) * n)));
        }
        answers = new Answers(new double[problems.length * n], new double[problems.length * n]);
    }

    @Override
    public double[] run() {
        double begin = Stopwatch.now();
        for (int i = 0; i < problems.length; i++) {
            Problem problem = problems[i];
            Optimisation.Result result = ConvexSolver.newBuilder()
                    .objective(problem.Q, problem.c)
                    .inequalities(problem.G, problem.h)
                    .build(options)
                    .solve();
            put(result, i);
        }
        return new double[] {Stopwatch.now() - begin};
    }

    /** What the last run found. */
    Answers answers() {
        return answers;
    }

    private void put(Optimisation.Result result, int problem) {
        int n = answers.x().length / problems.length;
        // Where it gave up there are none.
        Optional<Access1D<?>> multipliers = result.getDualSolution().map(Supplier::get);
        for (int j = 0; j < n; j++) {
            int row = j;
            answers.x()[problem * n + j] = result.doubleValue(j);
            answers.lambda()[problem * n + j] =
                    multipliers.map(found -> found.doubleValue(row)).orElse(Double.NaN);
        }
    }

    private static MatrixStore<Double> matrix(double[] values, int problem, int n) {
        double[][] rows = new double[n][];
        Arrays.setAll(rows, row -> {
            int at = (problem * n + row) * n;
            return Arrays.copyOfRange(values, at, at + n);
        });
        return RawStore.wrap(rows);
    }

    /** A problem in its layout. */
    private record Problem(
            MatrixStore<Double> Q, MatrixStore<Double> c, MatrixStore<Double> G, MatrixStore<Double> h) {}
}
