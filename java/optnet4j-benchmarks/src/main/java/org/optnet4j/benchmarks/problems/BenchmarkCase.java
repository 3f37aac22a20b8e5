package org.optnet4j.benchmarks.problems;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A batch that solvers are timed on.
 *
 * @param name family and sizes n,m,p, as in {@code F1 32,32,8}
 * @param file the name of the file with the problems, as in {@code F1_n32_m32_p8.npz}
 * @param n variables of each problem
 * @param m inequalities of each problem
 * @param p equalities of each problem
 * @param batch how many problems
 * @param sharing whether all problems have the same Q, A, b, G and h
 * @param bounds whether there are rows that bound one variable and are also timed as {@link VariableBounds}
 * @param generator makes as many problems as it is told
 */
public record BenchmarkCase(
        String name,
        String file,
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
        cases.add(of("F2", 64, 64, 40, 150, true, false, SudokuLayer::make));
        cases.add(of("F3", 40, 80, 0, 128, false, true, count -> CondensedMpc.make(count, false)));
        cases.add(of("F3", 40, 120, 0, 128, false, true, count -> CondensedMpc.make(count, true)));
        cases.add(of("F4", 100, 100, 1, 128, false, false, Portfolio::make));
        cases.add(of("F5", 199, 198, 0, 32, true, false, Denoising::make));
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
        return of("F1", n, m, p, batch, false, false, count -> RandomDense.make(count, n, m, p));
    }

    private static BenchmarkCase of(
            String family,
            int n,
            int m,
            int p,
            int batch,
            boolean sharing,
            boolean bounds,
            IntFunction<Problems> generator) {
        String file = family + "_n" + n + "_m" + m + "_p" + p + ".npz";
        return new BenchmarkCase(
                family + " " + n + "," + m + "," + p, file, n, m, p, batch, sharing, bounds, generator);
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
