package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;

/** A solution says in which form each problem was solved, and why. */
@ExtendWith(Seed.class)
@Tag("backend")
class FormInfoTest {

    static Stream<String> backends() {
        return AvailableBackends.names();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void eachProblemHasItsReason(String backend) {
        QpData data = Case.of(Family.WELLPOSED, 9, 4, 5, 1, "").data(Seed.random("reasons"));
        // Without curvature the dual form has nothing to factor.
        Arrays.fill(data.Q(), 4 * 16, 5 * 16, 0);
        try (QpSolver solver = QpSolver.builder().backend(backend).build();
                QpSolution solution = solver.solve(data.toBatch())) {
            for (int i = 0; i < 9; i++) {
                FormReason expected = i == 4 ? FormReason.DUAL_FAILED : FormReason.FITS_DUAL;
                assertEquals(expected, solution.formInfo(i).reason());
                assertEquals(
                        i == 4 ? Form.NORMAL : Form.DUAL, solution.formInfo(i).form());
                assertEquals(solution.form(i), solution.formInfo(i).form());
            }
            assertTrue(
                    solution.info()
                            .startsWith("9 problems with n 4, m 5, p 1: "
                                    + "8 in the dual form: one-sided rows, not many more than variables; "
                                    + "1 in the normal form: the dual form left it unsolved; "),
                    solution.info());
            assertThrows(IndexOutOfBoundsException.class, () -> solution.formInfo(9));
            assertThrows(IndexOutOfBoundsException.class, () -> solution.formInfo(-1));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void whatTheSettingsAskForIsAReason(String backend) {
        QpBatch batch = QpBatch.builder(1, 1)
                .Q(BatchArray.shared(1))
                .q(BatchArray.shared(2))
                .build();
        QpSettings normal = QpSettings.defaults().withForm(Form.NORMAL);
        try (QpSolver solver =
                        QpSolver.builder().backend(backend).settings(normal).build();
                QpSolution solution = solver.solve(batch)) {
            assertEquals(
                    "1 problem with n 1, m 0, p 0: 1 in the normal form: asked for by the settings; 1 SOLVED",
                    solution.info());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void noProblemsHaveNoReasons(String backend) {
        QpBatch none = QpBatch.builder(0, 3)
                .Qdiag(BatchArray.shared(1, 1, 1))
                .q(BatchArray.shared(1, 1, 1))
                .build();
        try (QpSolver solver = QpSolver.builder().backend(backend).build();
                QpSolution solution = solver.solve(none)) {
            assertEquals("0 problems with n 3, m 0, p 0", solution.info());
        }
    }
}
