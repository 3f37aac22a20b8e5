package org.optnet4j.benchmarks.problems;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A batch that solvers are timed on.
 *
 * @param family as in {@code F1}
 * @param n variables of each problem
 * @param m inequalities of each problem
 * @param p equalities of each problem
 * @param batch how many problems
 * @param sharing whether all problems have the same Q, A, b, G and h
 * @param bounds whether there are rows that bound one variable and are also timed as {@link VariableBounds}
 * @param generator makes as many problems as it is told
 */
public record BenchmarkCase(
        String family,
        int n,
        int m,
        int p,
        int batch,
        boolean sharing,
        boolean bounds,
        IntFunction<Problems> generator) {
    /**
     * All of them.
     *
     * @return the cases, from small to large within each family
     */
    public static List<BenchmarkCase> all() {
        List<BenchmarkCase> cases = new ArrayList<>();
        for (int n : new int[] {8, 16, 32, 64, 100}) {
            for (int p : new int[] {0, n / 4}) {
                cases.add(random(n, n, p, n <= 16 ? 1024 : 128));
            }
        }
        cases.add(new BenchmarkCase("F2", 64, 64, 40, 150, true, false, SudokuLayer::make));
        cases.add(new BenchmarkCase("F3", 40, 80, 0, 128, false, true, count -> CondensedMpc.make(count, false)));
        cases.add(new BenchmarkCase("F3", 40, 120, 0, 128, false, true, count -> CondensedMpc.make(count, true)));
        cases.add(new BenchmarkCase("F4", 100, 100, 1, 128, false, false, Portfolio::make));
        cases.add(new BenchmarkCase("F5", 199, 198, 0, 32, true, false, Denoising::make));
        return cases;
    }

    /**
     * A case of family F1.
     *
     * @param n variables of each problem
     * @param m inequalities of each problem
     * @param p equalities of each problem
     * @param batch how many problems
     * @return the case
     */
    public static BenchmarkCase random(int n, int m, int p, int batch) {
        return new BenchmarkCase("F1", n, m, p, batch, false, false, count -> RandomDense.make(count, n, m, p));
    }

    /**
     * Family and sizes.
     *
     * @return for example {@code F1 32,32,8}
     */
    public String name() {
        return family + " " + n + "," + m + "," + p;
    }

    /**
     * The name of the file with the problems.
     *
     * @return for example {@code F1_n32_m32_p8.npz}
     */
    public String file() {
        return family + "_n" + n + "_m" + m + "_p" + p + ".npz";
    }

    /**
     * Makes the problems; always the same ones.
     *
     * @return the batch
     */
    public Problems problems() {
        return generator.apply(batch);
    }
}
