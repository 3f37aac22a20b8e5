package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.GeneralKkt;
import org.optnet4j.testing.GeneralKkt.Point;
import org.optnet4j.testing.SmallQp;

/**
 * What changes of a problem do to its solution, on every back end. A solution of the changed problem, changed back, has to
 * satisfy the optimality conditions of the original one, multipliers included, and to be its minimiser.
 */
@Tag("backend")
@Tag("long")
class SolverPropertiesTest {
    private static final double EPS = 1e-11;

    /**
     * On the scaled optimality conditions, and on the relative error of the objective: changing a solution back multiplies its
     * residuals by what the problem was multiplied by, at most 100.
     */
    private static final double TOLERANCE = 1e-8;

    private static final Map<String, QpSolver> SOLVERS = new LinkedHashMap<>();

    /** A problem, and numbers for its change. */
    record Given(SmallQp qp, Random random) {
        @Override
        public String toString() {
            return qp.toString();
        }
    }

    @BeforeContainer
    static void open() {
        QpSettings settings = QpSettings.defaults().withEpsAbs(EPS).withEpsRel(EPS);
        AvailableBackends.names()
                .forEach(name -> SOLVERS.put(
                        name,
                        QpSolver.builder().backend(name).settings(settings).build()));
    }

    @AfterContainer
    static void close() {
        SOLVERS.values().forEach(QpSolver::close);
    }

    @Provide
    Arbitrary<Given> problems() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(false, true),
                        Arbitraries.longs())
                .as((n, m, p, bounded, seed) -> {
                    Random random = new Random(seed);
                    return new Given(SmallQp.random(n, m, Math.min(p, n - 1), bounded, random), random);
                });
    }

    @Property
    void anObjectiveTimesANumberMultipliesTheMultipliers(
            @ForAll("problems") Given given, @ForAll @DoubleRange(min = 0.01, max = 100) double c) {
        check(
                given.qp,
                given.qp.withObjectiveTimes(c),
                at -> new Point(
                        at.x(),
                        SmallQp.times(at.nu(), 1 / c),
                        SmallQp.times(at.lambda(), 1 / c),
                        SmallQp.times(at.lambdaL(), 1 / c),
                        SmallQp.times(at.lambdaLb(), 1 / c),
                        SmallQp.times(at.lambdaUb(), 1 / c)));
    }

    @Property
    void rowsTimesNumbersDivideTheirMultipliers(@ForAll("problems") Given given) {
        double[] ofG = scales(given.qp.m(), given.random);
        double[] ofA = scales(given.qp.p(), given.random);
        for (int i = 0; i < ofA.length; i++) {
            ofA[i] = given.random.nextBoolean() ? ofA[i] : -ofA[i];
        }
        check(
                given.qp,
                given.qp.withRowsTimes(ofG, ofA),
                at -> new Point(
                        at.x(),
                        SmallQp.rowsTimes(at.nu(), ofA, 1),
                        SmallQp.rowsTimes(at.lambda(), ofG, 1),
                        SmallQp.rowsTimes(at.lambdaL(), ofG, 1),
                        at.lambdaLb(),
                        at.lambdaUb()));
    }

    @Property
    void otherUnitsOfTheVariablesAreTheSameProblem(@ForAll("problems") Given given) {
        double[] scales = scales(given.qp.n(), given.random);
        double[] inverse = Arrays.stream(scales).map(scale -> 1 / scale).toArray();
        check(
                given.qp,
                given.qp.withVariablesTimes(scales),
                at -> new Point(
                        SmallQp.rowsTimes(at.x(), scales, 1),
                        at.nu(),
                        at.lambda(),
                        at.lambdaL(),
                        SmallQp.rowsTimes(at.lambdaLb(), inverse, 1),
                        SmallQp.rowsTimes(at.lambdaUb(), inverse, 1)));
    }

    @Property
    void orderDoesNotMatter(@ForAll("problems") Given given) {
        int[] variables = order(given.qp.n(), given.random);
        int[] rows = order(given.qp.m(), given.random);
        int[] equalities = order(given.qp.p(), given.random);
        check(
                given.qp,
                given.qp.permuted(variables, rows, equalities),
                at -> new Point(
                        putBack(at.x(), variables),
                        putBack(at.nu(), equalities),
                        putBack(at.lambda(), rows),
                        putBack(at.lambdaL(), rows),
                        putBack(at.lambdaLb(), variables),
                        putBack(at.lambdaUb(), variables)));
    }

    @Property
    void aTranslationMovesTheMinimiserOnly(@ForAll("problems") Given given) {
        double[] t = SmallQp.times(SmallQp.gaussian(given.qp.n(), given.random), 3);
        check(
                given.qp,
                given.qp.translated(t),
                at -> new Point(
                        SmallQp.sum(at.x(), t), at.nu(), at.lambda(), at.lambdaL(), at.lambdaLb(), at.lambdaUb()));
    }

    /** The sum of two rows holds by itself; whatever multiplier it gets belongs to both. */
    @Property
    void anImpliedInequalityChangesNothing(
            @ForAll("problems") Given given, @ForAll @DoubleRange(min = 0, max = 1) double spare) {
        SmallQp qp = given.qp;
        if (qp.m() == 0) {
            return;
        }
        int i = given.random.nextInt(qp.m());
        int j = given.random.nextInt(qp.m());
        double[] row = SmallQp.sum(qp.row(qp.G(), i), qp.row(qp.G(), j));
        double extra = given.random.nextBoolean() ? 0 : spare;
        check(qp, qp.withRow(row, qp.h()[i] + qp.h()[j] + extra), at -> {
            double[] lambda = Arrays.copyOf(at.lambda(), qp.m());
            lambda[i] += at.lambda()[qp.m()];
            lambda[j] += at.lambda()[qp.m()];
            return new Point(
                    at.x(), at.nu(), lambda, Arrays.copyOf(at.lambdaL(), qp.m()), at.lambdaLb(), at.lambdaUb());
        });
    }

    @Property
    void anEqualityThatIsSaidTwiceHoldsOnce(@ForAll("problems") Given given) {
        SmallQp qp = given.qp;
        if (qp.p() == 0) {
            return;
        }
        int i = given.random.nextInt(qp.p());
        double factor = given.random.nextBoolean() ? 1 : -0.5;
        check(qp, qp.withEquality(SmallQp.times(qp.row(qp.A(), i), factor), factor * qp.b()[i]), at -> {
            double[] nu = Arrays.copyOf(at.nu(), qp.p());
            nu[i] += factor * at.nu()[qp.p()];
            return new Point(at.x(), nu, at.lambda(), at.lambdaL(), at.lambdaLb(), at.lambdaUb());
        });
    }

    /** It sends one-sided problems to the other form. */
    @Property
    void absentBoundsAreNoBounds(@ForAll("problems") Given given) {
        check(given.qp, given.qp.withAbsentBounds(), at -> at);
    }

    @Property
    void relaxedRowsNeverRaiseTheObjective(@ForAll("problems") Given given) {
        double[] by = given.random.doubles(given.qp.m()).toArray();
        SOLVERS.forEach((backend, solver) -> {
            double before = solve(solver, given.qp).objective();
            double after = solve(solver, given.qp.relaxed(by)).objective();
            assertTrue(after <= before + TOLERANCE * (1 + Math.abs(before)), backend + ": " + after + " > " + before);
        });
    }

    /** To the bit, in lists as in batches. */
    @Property
    void whereABatchIsSplitDoesNotMatter(
            @ForAll("problems") Given given, @ForAll @IntRange(min = 1, max = 20) int count) {
        SmallQp first = given.qp;
        List<QpProblem> problems = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            problems.add(SmallQp.random(first.n(), first.m(), first.p(), first.lb() != null, given.random)
                    .toProblem());
        }
        int at = given.random.nextInt(count + 1);
        SOLVERS.forEach((backend, solver) -> {
            try (RaggedSolution all = solver.solve(problems);
                    RaggedSolution head = solver.solve(problems.subList(0, at));
                    RaggedSolution tail = solver.solve(problems.subList(at, count))) {
                for (int i = 0; i < count; i++) {
                    RaggedSolution part = i < at ? head : tail;
                    int k = i < at ? i : i - at;
                    assertArrayEquals(all.x(i), part.x(k), backend);
                    assertArrayEquals(all.nu(i), part.nu(k), backend);
                    assertArrayEquals(all.lambda(i), part.lambda(k), backend);
                    assertEquals(all.iterations(i), part.iterations(k), backend);
                }
            }
        });
    }

    /** A solved problem. */
    private record Solved(Point point, double objective) {}

    /** Solves both, and compares the original with the changed one, changed back. */
    private static void check(SmallQp original, SmallQp changed, UnaryOperator<Point> back) {
        SOLVERS.forEach((backend, solver) -> {
            Solved expected = solve(solver, original);
            Point actual = back.apply(solve(solver, changed).point);
            double residual = new GeneralKkt(original.toProblem().toBatch(), actual, 0).residual();
            assertTrue(residual <= TOLERANCE, backend + ": residual " + residual);
            double objective = original.objective(actual.x());
            double error = TOLERANCE * (1 + Math.abs(objective));
            assertEquals(expected.objective, objective, error, backend + ": objective");
            // Where the curvature is at least 1, a minimiser is as near as the root of twice the error of its value.
            assertArrayEquals(expected.point.x(), actual.x(), Math.sqrt(2 * error), backend + ": x");
        });
    }

    private static Solved solve(QpSolver solver, SmallQp qp) {
        QpBatch batch = qp.toProblem().toBatch();
        try (QpSolution solution = solver.solve(batch)) {
            assertEquals(QpStatus.SOLVED, solution.status(0), solver.backend() + ": " + solution.info());
            return new Solved(Point.of(batch, solution, 0), solution.objective(0));
        }
    }

    /** Between 0.1 and 10. */
    private static double[] scales(int count, Random random) {
        return random.doubles(count, -1, 1)
                .map(exponent -> Math.pow(10, exponent))
                .toArray();
    }

    private static int[] order(int count, Random random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(order, random);
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] putBack(double[] values, int[] order) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[order[i]] = values[i];
        }
        return result;
    }
}
