package org.optnet4j.benchmarks.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.benchmarks.problems.AdjointResidual;
import org.optnet4j.benchmarks.problems.BenchmarkCase;
import org.optnet4j.benchmarks.problems.Problems;
import org.optnet4j.benchmarks.results.Row;

class GradientCheckTest {
    /** Problems that share all but q. */
    private static final Problems PROBLEMS = BenchmarkCase.all().stream()
            .filter(BenchmarkCase::sharing)
            .findFirst()
            .orElseThrow()
            .problems()
            .first(3);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOUNDS")
    void gradientsPassWhereverTheyLie(OptnetBatch.Storage storage) {
        try (OptnetBatch batch = new OptnetBatch("java", ForkJoinPool.commonPool(), PROBLEMS, storage)) {
            assertTrue(batch.gradientResidual() <= 1e-10, () -> storage + ": " + batch.gradientResidual());
        }
    }

    @Test
    void everySumCounts() {
        double[] upstream = new Random(1).doubles(PROBLEMS.q().length).toArray();
        QpBatch batch = QpBatch.builder(PROBLEMS.count(), PROBLEMS.n())
                .Q(shared(PROBLEMS.Q()))
                .q(BatchArray.perProblem(PROBLEMS.q()))
                .A(shared(PROBLEMS.A()))
                .b(shared(PROBLEMS.b()))
                .G(shared(PROBLEMS.G()))
                .h(shared(PROBLEMS.h()))
                .build();
        try (QpSolver solver = QpSolver.builder().backend("java").build();
                QpSolution solution = solver.solve(batch)) {
            GradientCheck check = new GradientCheck(PROBLEMS, solution, upstream);
            QpGradients good = solution.gradients(BatchArray.perProblem(upstream), null, null);
            for (char parameter : "QqAbGh".toCharArray()) {
                double moved = check.ofSums(changed(good, parameter, 1e-2), Row.TOLERANCE);
                assertTrue(moved > AdjointResidual.TOLERANCE, () -> parameter + ": " + moved);
                assertEquals(
                        Double.POSITIVE_INFINITY, check.ofSums(changed(good, parameter, Double.NaN), Row.TOLERANCE));
            }
        }
    }

    private static BatchArray shared(double[] values) {
        return BatchArray.shared(Arrays.copyOf(values, values.length / PROBLEMS.count()));
    }

    private static QpGradients changed(QpGradients good, char parameter, double by) {
        return new QpGradients(
                moved(good.Q(), parameter == 'Q' ? by : 0),
                moved(good.q(), parameter == 'q' ? by : 0),
                moved(good.A(), parameter == 'A' ? by : 0),
                moved(good.b(), parameter == 'b' ? by : 0),
                moved(good.G(), parameter == 'G' ? by : 0),
                moved(good.h(), parameter == 'h' ? by : 0));
    }

    private static BatchArray moved(BatchArray values, double by) {
        double[] copy = values.toDoubles();
        copy[copy.length - 1] += by;
        return BatchArray.perProblem(copy);
    }
}
