package org.optnet4j.benchmarks.problems;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;

class VariableBoundsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** By the check that knows the rows only. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersSolveTheProblemsAsTheyWere(boolean outputs) {
        Problems problems = CondensedMpc.make(20, outputs);
        VariableBounds bounds = new VariableBounds(problems);
        assertEquals(80, bounds.count());
        Problems others = bounds.others();
        assertEquals(problems.m() - 80, others.m());
        QpBatch.Builder batch = QpBatch.builder(20, others.n())
                .Q(BatchArray.perProblem(others.Q()))
                .q(BatchArray.perProblem(others.q()))
                .lb(BatchArray.perProblem(bounds.lb()))
                .ub(BatchArray.perProblem(bounds.ub()));
        if (outputs) {
            batch.G(BatchArray.perProblem(others.G())).h(BatchArray.perProblem(others.h()));
        }
        try (QpSolver solver = QpSolver.builder().backend("java").build();
                QpSolution solution = solver.solve(batch.build())) {
            assertTrue(solution.allSolved());
            double residual = KktResidual.worst(problems, bounds.answers(solution));
            assertTrue(residual <= 1e-8, () -> "residual " + residual);
        }
    }

    /** Of two problems: a second bound of the same kind, a multiple, two variables, another variable in the second problem. */
    @Test
    void otherRowsStayRows() {
        double[][] rows = {{1, 0}, {0, -1}, {1, 0}, {2, 0}, {1, 1}, {-1, 0}, {0, 0}};
        Problems problems = Problems.zeros(2, 2, rows.length, 0);
        for (int i = 0; i < 2; i++) {
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], 0, problems.G(), (i * rows.length + row) * 2, 2);
                problems.h()[i * rows.length + row] = 10 * i + row + 1;
            }
        }
        problems.G()[(rows.length + 5) * 2] = 0;
        problems.G()[(rows.length + 5) * 2 + 1] = 1;

        VariableBounds bounds = new VariableBounds(problems);
        assertEquals(2, bounds.count());
        assertArrayEquals(new double[] {1, INFINITY, 11, INFINITY}, bounds.ub());
        assertArrayEquals(new double[] {-INFINITY, -2, -INFINITY, -12}, bounds.lb());
        assertArrayEquals(
                new double[] {3, 4, 5, 6, 7, 13, 14, 15, 16, 17},
                bounds.others().h());
        assertArrayEquals(
                new double[] {1, 0, 2, 0, 1, 1, -1, 0, 0, 0, 1, 0, 2, 0, 1, 1, 0, 1, 0, 0},
                bounds.others().G());
    }
}
