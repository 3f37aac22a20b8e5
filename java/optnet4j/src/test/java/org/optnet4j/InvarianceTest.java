package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.Bits;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Differences;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.Grid;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;
import org.optnet4j.testing.Upstream;

/** The bits of a problem's answer depend on its own data only. */
@ExtendWith(Seed.class)
@Tag("backend")
class InvarianceTest {

    static Stream<Arguments> cases() {
        return Grid.backendsTimes(Stream.of(
                Case.of(Family.OPTNET, 45, 7, 6, 2, ""),
                // Gradients of over 2 MiB, which are written past the caches.
                Case.of(Family.OPTNET, 300, 33, 31, 3, ""),
                Case.of(Family.OPTNET, 45, 7, 6, 2, "Q"),
                Case.of(Family.OPTNET, 45, 7, 6, 2, "QA"),
                Case.of(Family.OPTNET, 45, 7, 6, 2, "QAG"),
                Case.of(Family.OPTNET, 45, 7, 6, 2, "AGbh"),
                Case.of(Family.EQUALITY, 45, 7, 0, 2, "")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void neitherPositionNorNeighboursNorBatchSizeMatter(String backend, Case line) {
        Random random = Seed.random("position");
        QpData data = line.data(random);
        Upstream loss = Upstream.random(data, random);
        int[] shuffled = random.ints(0, data.batch()).distinct().limit(19).toArray();
        try (QpSolver solver = QpSolver.builder().backend(backend).build();
                QpSolution all = solver.solve(data.toBatch());
                QpSolution some = solver.solve(data.pick(shuffled).toBatch())) {
            QpGradients ofAll = loss.gradients(all);
            QpGradients ofSome = loss.pick(data, shuffled).gradients(some);
            for (int i = 0; i < shuffled.length; i++) {
                Bits.assertSame(all, shuffled[i], some, i);
                Bits.assertSame(data, ofAll, shuffled[i], ofSome, i);
            }
        }
    }

    /** In the normal form, where a problem whose bounds are all equal is factored once, and its neighbours are not. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.testing.AvailableBackends#names")
    void heldProblemsBesideOthers(String backend) {
        Random random = Seed.random("held");
        for (int n : new int[] {2, 9, 35}) {
            boolean diagonal = random.nextBoolean();
            List<QpProblem> problems = IntStream.range(0, 19)
                    .mapToObj(k -> bounded(random, n, k % 2 == 0, diagonal))
                    .toList();
            try (QpSolver solver = QpSolver.builder().backend(backend).build();
                    RaggedSolution all = solver.solve(problems)) {
                for (int k = 0; k < problems.size(); k++) {
                    try (QpSolution alone = solver.solve(problems.get(k).toBatch())) {
                        assertTrue(alone.allSolved(), alone.info());
                        assertArrayEquals(alone.x().doubles(), all.x(k), 0, "x of " + k);
                        assertArrayEquals(alone.nu().doubles(), all.nu(k), 0, "nu of " + k);
                        assertArrayEquals(alone.lambda().doubles(), all.lambda(k), 0, "lambda of " + k);
                        assertEquals(alone.iterations(0), all.iterations(k));
                    }
                }
            }
        }
    }

    /**
     * Variables with bounds, four rows and an equality, feasible; held: of every third the bounds are equal, of others
     * absent.
     */
    private static QpProblem bounded(Random random, int n, boolean held, boolean diagonal) {
        int m = n < 4 ? 0 : 4;
        double[] ub = random.doubles(n, 0.5, 1).toArray();
        double[] lb = random.doubles(n, -1, -0.5).toArray();
        double[] h = random.doubles(m, 0, 1).toArray();
        double[] l = random.doubles(m, -1, 0).toArray();
        if (held) {
            Arrays.setAll(ub, j -> j % 3 == 0 ? 0.25 : Double.POSITIVE_INFINITY);
            Arrays.setAll(lb, j -> j % 3 == 0 ? 0.25 : Double.NEGATIVE_INFINITY);
            Arrays.setAll(h, i -> i == 0 ? 0.5 : Double.POSITIVE_INFINITY);
            Arrays.setAll(l, i -> i == 0 ? 0.5 : Double.NEGATIVE_INFINITY);
        }
        QpProblem.Builder problem = QpProblem.builder(n);
        double[] curvature = random.doubles(n, 0.1, 2).toArray();
        if (diagonal) {
            problem.Qdiag(curvature);
        } else {
            double[] Q = new double[n * n];
            double[] along = random.doubles(n, -1, 1).toArray();
            Arrays.setAll(Q, e -> along[e / n] * along[e % n] + (e / n == e % n ? curvature[e / n] : 0));
            problem.Q(Q);
        }
        double[] A = random.doubles(n, -1, 1).toArray();
        double atHeld = IntStream.range(0, n)
                .filter(j -> j % 3 == 0)
                .mapToDouble(j -> 0.25 * A[j])
                .sum();
        return problem.q(random.doubles(n, -1, 1).toArray())
                .A(A)
                .b(held ? atHeld : 0)
                .G(random.doubles(m * n, -1, 1).toArray())
                .h(h)
                .l(l)
                .ub(ub)
                .lb(lb)
                .build();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theNumberOfThreadsDoesNotMatter(String backend, Case line) {
        Random random = Seed.random("threads");
        QpData data = line.data(random);
        Upstream loss = Upstream.random(data, random);
        ForkJoinPool one = new ForkJoinPool(1);
        ForkJoinPool five = new ForkJoinPool(5);
        try (QpSolver first = QpSolver.builder().backend(backend).pool(one).build();
                QpSolver second = QpSolver.builder().backend(backend).pool(five).build();
                QpSolution expected = first.solve(data.toBatch());
                QpSolution actual = second.solve(data.toBatch())) {
            IntStream.range(0, data.batch()).forEach(i -> Bits.assertSame(expected, i, actual, i));
            assertSameGradients(loss.gradients(expected), loss.gradients(actual));
        } finally {
            one.shutdown();
            five.shutdown();
        }
    }

    /** Every thread writes its own piece of the same arrays; none may undo what another has just written. */
    @Tag("long")
    @ParameterizedTest
    @MethodSource("org.optnet4j.testing.AvailableBackends#names")
    void repeatedCallsAgree(String backend) {
        Random random = Seed.random("repeated");
        QpData data = Case.of(Family.WELLPOSED, 2000, 4, 5, 1, "").data(random);
        Upstream loss = Upstream.random(data, random);
        ForkJoinPool pool = new ForkJoinPool(4);
        try (QpSolver solver = QpSolver.builder().backend(backend).pool(pool).build();
                QpSolution expected = solver.solve(data.toBatch())) {
            QpGradients expectedGradients = loss.gradients(expected);
            for (int repetition = 0; repetition < 50; repetition++) {
                try (QpSolution actual = solver.solve(data.toBatch())) {
                    IntStream.range(0, data.batch()).forEach(i -> Bits.assertSame(expected, i, actual, i));
                    assertSameGradients(expectedGradients, loss.gradients(actual));
                }
            }
        } finally {
            pool.shutdown();
        }
    }

    private static void assertSameGradients(QpGradients expected, QpGradients actual) {
        for (char name : QpData.NAMES.toCharArray()) {
            assertArrayEquals(
                    Differences.get(expected, name).doubles(),
                    Differences.get(actual, name).doubles(),
                    "d" + name);
        }
    }
}
