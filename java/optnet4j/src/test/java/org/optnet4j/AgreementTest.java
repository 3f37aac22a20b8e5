package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.convex.ConvexSolver;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.Grid;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;

/** The back ends agree with another solver of another kind. */
@ExtendWith(Seed.class)
@Tag("backend")
class AgreementTest {

    private static final QpSettings ACCURATE =
            QpSettings.defaults().withEpsAbs(1e-12).withEpsRel(1e-12);

    static Stream<Arguments> smallCases() {
        return Grid.backendsTimes(Stream.of(
                Case.of(Family.WELLPOSED, 20, 6, 5, 2, ""),
                Case.of(Family.WELLPOSED, 20, 4, 8, 0, ""),
                Case.of(Family.PORTFOLIO, 20, 8, 8, 1, "")));
    }

    /**
     * ojAlgo's active-set method has nothing in common with an interior point. Where an inequality is all but weakly active,
     * with slack and multiplier both close to zero, the minimiser moves by the gap over that distance, which no gap reached
     * in double precision makes small: such problems are left out, and are few. So are those that the active-set method
     * itself leaves before the minimum: a feasible point with a lower objective shows it.
     */
    @ParameterizedTest
    @MethodSource("smallCases")
    void withAnActiveSetMethod(String backend, Case line) {
        QpData data = line.data(Seed.random(line.name()));
        try (QpSolver solver =
                        QpSolver.builder().backend(backend).settings(ACCURATE).build();
                QpSolution solution = solver.solve(data.toBatch())) {
            int compared = 0;
            for (int i = 0; i < data.batch(); i++) {
                double[] actual = solution.x().block(i, data.n());
                double[] expected = activeSet(data, i);
                double least = objective(data, i, expected);
                assertTrue(solution.primalResidual(i) < 1e-10, "problem " + i);
                boolean isMinimum = least <= objective(data, i, actual) + 1e-12 * (1 + Math.abs(least));
                if (isMinimum && distanceFromWeakActivity(solution, i) > 1e-3) {
                    assertArrayEquals(expected, actual, 1e-7, "problem " + i);
                    compared++;
                }
            }
            assertTrue(compared > data.batch() / 2, compared + " problems compared");
        }
    }

    private static double distanceFromWeakActivity(QpSolution solution, int problem) {
        int m = solution.batch().m();
        double[] lambda = solution.lambda().block(problem, m);
        double[] slack = solution.slack().block(problem, m);
        return IntStream.range(0, m)
                .mapToDouble(i -> Math.max(lambda[i], slack[i]))
                .min()
                .orElse(1);
    }

    private static double objective(QpData data, int problem, double[] x) {
        int n = data.n();
        double[] Q = data.block('Q', problem);
        double[] q = data.block('q', problem);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += q[i] * x[i];
            for (int j = 0; j < n; j++) {
                sum += 0.5 * x[i] * Q[i * n + j] * x[j];
            }
        }
        return sum;
    }

    private static double[] activeSet(QpData data, int problem) {
        int n = data.n();
        double[] minusQ =
                Arrays.stream(data.block('q', problem)).map(value -> -value).toArray();
        ConvexSolver.Builder builder =
                ConvexSolver.newBuilder().objective(matrix(data.block('Q', problem), n), column(minusQ));
        if (data.p() > 0) {
            builder.equalities(matrix(data.block('A', problem), n), column(data.block('b', problem)));
        }
        builder.inequalities(matrix(data.block('G', problem), n), column(data.block('h', problem)));
        Optimisation.Result result = builder.build().solve();
        assertEquals(Optimisation.State.OPTIMAL, result.getState());
        return result.toRawCopy1D();
    }

    private static R064Store matrix(double[] rows, int columns) {
        R064Store matrix = R064Store.FACTORY.make(rows.length / columns, columns);
        for (int i = 0; i < rows.length; i++) {
            matrix.set(i / columns, i % columns, rows[i]);
        }
        return matrix;
    }

    private static R064Store column(double[] values) {
        return matrix(values, 1);
    }
}
