package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Bits;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;
import org.optnet4j.testing.Upstream;

/** Each problem has its own status, and bad ones do not touch their neighbours. */
@ExtendWith(Seed.class)
@Tag("backend")
class StatusTest {

    private static final int BATCH = 1000;

    static Stream<String> backends() {
        return AvailableBackends.names();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void oneBadProblemOfEachKindLeavesTheOthersTheirBits(String backend) {
        Random random = Seed.random("bad problems");
        QpData data = Case.of(Family.WELLPOSED, BATCH, 4, 5, 1, "").data(random);
        int[] places = random.ints(0, BATCH).distinct().limit(5).toArray();
        Map<Integer, QpStatus> bad = new LinkedHashMap<>();
        makeInfeasible(data, places[0]);
        bad.put(places[0], QpStatus.PRIMAL_INFEASIBLE);
        data.Q()[places[1] * 16 + 5] = -1;
        bad.put(places[1], QpStatus.NOT_POSITIVE_DEFINITE);
        data.q()[places[2] * 4] = Double.POSITIVE_INFINITY;
        bad.put(places[2], QpStatus.INVALID_INPUT);
        data.h()[places[3] * 5 + 4] = Double.NaN;
        bad.put(places[3], QpStatus.INVALID_INPUT);
        data.b()[places[4]] = Double.NEGATIVE_INFINITY;
        bad.put(places[4], QpStatus.INVALID_INPUT);

        Upstream loss = Upstream.random(data, random);
        try (QpSolver solver = QpSolver.builder().backend(backend).build();
                QpSolution together = solver.solve(data.toBatch())) {
            QpGradients gradients = loss.gradients(together);
            for (int i = 0; i < BATCH; i++) {
                if (bad.containsKey(i)) {
                    assertBad(bad.get(i), together, gradients, i);
                    continue;
                }
                try (QpSolution alone = solver.solve(data.alone(i).toBatch())) {
                    assertEquals(QpStatus.SOLVED, alone.status(0));
                    Bits.assertSame(together, i, alone, 0);
                    QpGradients ofAlone = loss.pick(data, i).gradients(alone);
                    Bits.assertSame(data, gradients, i, ofAlone, 0);
                }
            }
            assertEquals(BATCH - 5, together.count(QpStatus.SOLVED));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void badProblemsAddNothingToTheGradientOfASharedParameter(String backend) {
        Random random = Seed.random("shared");
        QpData data = Case.of(Family.WELLPOSED, 6, 4, 3, 1, "QA").data(random);
        QpData spoilt = data.copy();
        spoilt.q()[2 * 4] = Double.NaN;
        Upstream loss = Upstream.random(data, random);
        Arrays.fill(loss.x(), 2 * 4, 3 * 4, Double.NaN);
        int[] others = {0, 1, 3, 4, 5};
        try (QpSolver solver = QpSolver.builder().backend(backend).build();
                QpSolution all = solver.solve(spoilt.toBatch());
                QpSolution healthy = solver.solve(data.pick(others).toBatch())) {
            QpGradients expected = loss.pick(data, others).throughX().gradients(healthy);
            QpGradients actual = loss.throughX().gradients(all);
            assertArrayEquals(expected.Q().doubles(), actual.Q().doubles());
            assertArrayEquals(expected.A().doubles(), actual.A().doubles());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void dependentEqualitiesAreRedundantOrContradictory(String backend) {
        QpBatch batch = QpBatch.builder(2, 3)
                .Q(BatchArray.shared(1, 0, 0, 0, 1, 0, 0, 0, 1))
                .q(BatchArray.shared(1, 1, 1))
                .A(BatchArray.shared(1, 2, 3, 2, 4, 6))
                .b(BatchArray.perProblem(1, 2, 1, 3))
                .build();
        try (QpSolver solver = QpSolver.builder().backend(backend).build();
                QpSolution solution = solver.solve(batch)) {
            assertEquals(QpStatus.SOLVED, solution.status(0));
            assertEquals(QpStatus.PRIMAL_INFEASIBLE, solution.status(1));
        }
        QpSettings dual = QpSettings.defaults().withForm(Form.DUAL);
        try (QpSolver solver =
                        QpSolver.builder().backend(backend).settings(dual).build();
                QpSolution solution = solver.solve(batch)) {
            assertEquals(2, solution.count(QpStatus.NOT_POSITIVE_DEFINITE));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void invalidSharedDataMakeEveryProblemInvalid(String backend) {
        for (char name : "QqAbGh".toCharArray()) {
            QpData data = Case.of(Family.WELLPOSED, 3, 3, 2, 1, "QqAbGh").data(Seed.random("invalid" + name));
            // For h the infinity that is not an absent bound.
            data.get(name)[data.get(name).length - 1] =
                    name == 'h' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            try (QpSolver solver = QpSolver.builder().backend(backend).build();
                    QpSolution solution = solver.solve(data.toBatch())) {
                assertEquals(3, solution.count(QpStatus.INVALID_INPUT), "infinity in " + name);
                assertEquals(
                        0, solution.gradients(BatchArray.shared(1, 1, 1)).Q().get(0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void theIterationLimitIsKept(String backend) {
        QpData data = Case.of(Family.OPTNET, 50, 6, 6, 0, "").data(Seed.random("limit"));
        QpSettings settings = QpSettings.defaults().withMaxIterations(2);
        try (QpSolver solver =
                        QpSolver.builder().backend(backend).settings(settings).build();
                QpSolution solution = solver.solve(data.toBatch())) {
            assertTrue(solution.count(QpStatus.MAX_ITERATIONS) > 0);
            for (int i = 0; i < 50; i++) {
                assertTrue(solution.iterations(i) <= 2);
                assertTrue(Double.isFinite(solution.x().get(i * 6)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void codesAreReversible(int code) {
        assertEquals(code, QpStatus.ofCode(code).code());
    }

    private static void assertBad(QpStatus expected, QpSolution solution, QpGradients gradients, int i) {
        assertEquals(expected, solution.status(i), "problem " + i);
        assertArrayEquals(nan(4), solution.x().block(i, 4), "problem " + i);
        if (expected != QpStatus.PRIMAL_INFEASIBLE) {
            assertArrayEquals(nan(1), solution.nu().block(i, 1), "problem " + i);
            assertArrayEquals(nan(5), solution.lambda().block(i, 5), "problem " + i);
            assertArrayEquals(nan(5), solution.slack().block(i, 5), "problem " + i);
            assertEquals(Double.NaN, solution.objective(i), "problem " + i);
            assertEquals(Double.NaN, solution.gap(i), "problem " + i);
        }
        assertArrayEquals(new double[4], gradients.q().block(i, 4), "problem " + i);
        assertArrayEquals(new double[20], gradients.G().block(i, 20), "problem " + i);
    }

    private static double[] nan(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /** x0 <= -1 and -x0 <= -1. */
    private static void makeInfeasible(QpData data, int problem) {
        Arrays.fill(data.G(), problem * 20, problem * 20 + 8, 0);
        data.G()[problem * 20] = 1;
        data.G()[problem * 20 + 4] = -1;
        data.h()[problem * 5] = -1;
        data.h()[problem * 5 + 1] = -1;
    }
}
