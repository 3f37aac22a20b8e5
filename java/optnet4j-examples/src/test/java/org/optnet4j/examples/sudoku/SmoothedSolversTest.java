package org.optnet4j.examples.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;

class SmoothedSolversTest {
    @ParameterizedTest
    @MethodSource("org.optnet4j.examples.testing.AvailableBackends#names")
    void oneSolverPerSmoothingAndNoneTwice(String backend) {
        List<QpSettings> opened = new ArrayList<>();
        try (SmoothedSolvers solvers = new SmoothedSolvers(settings -> {
            opened.add(settings);
            return QpSolver.builder().backend(backend).settings(settings).build();
        })) {
            QpSolver some = solvers.at(0.1);
            assertSame(some, solvers.at(0.1));
            assertNotSame(some, solvers.at(0.01));
            assertNotSame(some, solvers.exact());
            assertEquals(
                    List.of(0.0, 0.1, 0.01),
                    opened.stream().map(QpSettings::smoothing).toList());
        }
    }
}
