package org.optnet4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;

class AnswerCheckTest {
    private final QpBatch problems = RandomProblems.make(new Sizes(5, 4, 2), 3, Precision.FLOAT64, 1);

    @Test
    void goodAnswersPass() {
        try (QpSolver solver = QpSolver.create();
                QpSolution solution = solver.solve(problems)) {
            assertDoesNotThrow(() -> AnswerCheck.require(problems, solution, 1e-7));
        }
    }

    @Test
    void answersThatAreNotDoneFail() {
        try (QpSolver solver = QpSolver.create(QpSettings.defaults().withMaxIterations(2));
                QpSolution solution = solver.solve(problems)) {
            assertThrows(IllegalStateException.class, () -> AnswerCheck.require(problems, solution, 1e-7));
        }
    }

    @Test
    void answersToOtherProblemsFail() {
        for (char changed : "QqAbGh".toCharArray()) {
            try (QpSolver solver = QpSolver.create();
                    QpSolution solution = solver.solve(problems)) {
                IllegalStateException thrown = assertThrows(
                        IllegalStateException.class,
                        () -> AnswerCheck.require(changed(changed), solution, 1e-7),
                        () -> "changed " + changed);
                assertTrue(thrown.getMessage().startsWith("problem "), thrown::getMessage);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsPass(Precision precision) {
        QpBatch batch = RandomProblems.make(new Sizes(5, 4, 2), 3, precision, 1);
        BatchArray upstream =
                BatchArray.perProblem(RandomProblems.normals(new Random(2), 15)).to(precision);
        try (QpSolver solver = QpSolver.create();
                QpSolution solution = solver.solve(batch)) {
            QpGradients gradients = solution.gradients(upstream, null, null);
            double tolerance = 10 * solver.settings().epsRel(precision);
            assertDoesNotThrow(() -> AnswerCheck.requireGradients(batch, solution, upstream, gradients, tolerance));
        }
    }

    @Test
    void gradientsOfAnotherLossFail() {
        BatchArray upstream = BatchArray.perProblem(RandomProblems.normals(new Random(2), 15));
        BatchArray other = BatchArray.perProblem(RandomProblems.normals(new Random(3), 15));
        try (QpSolver solver = QpSolver.create();
                QpSolution solution = solver.solve(problems)) {
            QpGradients gradients = solution.gradients(other, null, null);
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> AnswerCheck.requireGradients(problems, solution, upstream, gradients, 1e-7));
            assertTrue(thrown.getMessage().startsWith("gradients of "), thrown::getMessage);
        }
    }

    /** The same problems with each number of one parameter moved. */
    private QpBatch changed(char parameter) {
        return QpBatch.builder(problems.batchSize(), problems.n())
                .Q(moved(problems.Q(), parameter == 'Q'))
                .q(moved(problems.q(), parameter == 'q'))
                .A(moved(problems.A(), parameter == 'A'))
                .b(moved(problems.b(), parameter == 'b'))
                .G(moved(problems.G(), parameter == 'G'))
                .h(moved(problems.h(), parameter == 'h'))
                .build();
    }

    private static BatchArray moved(BatchArray values, boolean move) {
        double[] copy = values.toDoubles();
        for (int i = 0; move && i < copy.length; i++) {
            copy[i] -= 0.5;
        }
        return BatchArray.perProblem(copy);
    }
}
