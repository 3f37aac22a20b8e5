package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Grid;
import org.optnet4j.testing.Kkt;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;

/** Every back end solves every case of the table, by the optimality conditions. */
@ExtendWith(Seed.class)
@Tag("backend")
class SolutionTest {

    static Stream<Arguments> cases() {
        return Grid.backendsTimes(Case.all());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void solvesInDoublePrecision(String backend, Case line) {
        solves(backend, line, Precision.FLOAT64);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void solvesInSinglePrecision(String backend, Case line) {
        solves(backend, line, Precision.FLOAT32);
    }

    private static void solves(String backend, Case line, Precision precision) {
        boolean mayFail = precision == Precision.FLOAT32 && !line.family().suitsSinglePrecision();
        QpData data = line.data(Seed.random(line.name() + precision)).rounded(precision);
        try (QpSolver solver = QpSolver.builder().backend(backend).build();
                QpSolution solution = solver.solve(data.toBatch(precision))) {
            for (int i = 0; i < data.batch(); i++) {
                String problem = "problem " + i + ": ";
                if (solution.status(i) != QpStatus.SOLVED && mayFail) {
                    continue;
                }
                assertEquals(QpStatus.SOLVED, solution.status(i), problem + "iterations " + solution.iterations(i));
                Kkt kkt = Kkt.of(data, solution, i);
                assertTrue(kkt.passes(line.tolerance(precision), precision), problem + kkt);
                assertTrue(kkt.lowest() >= 0, problem + kkt);
                if (solution.form(i) == Form.DUAL) {
                    assertEquals(data.m() == 0, solution.iterations(i) == 0, problem + "iterations");
                }
            }
            assertTrue(solution.allSolved() || mayFail);
            assertEquals(data.batch() * data.n(), solution.x().length());
            assertEquals(precision, solution.x().precision());
        }
    }
}
