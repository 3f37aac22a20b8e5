package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Differences;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.Grid;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;
import org.optnet4j.testing.Upstream;

/** Single-precision gradients are the double-precision ones to single-precision accuracy. */
@ExtendWith(Seed.class)
class SinglePrecisionTest {

    /** Relative to the largest entry; stopping at 1e-4 limits it, not rounding. */
    private static final double TOLERANCE = 2e-2;

    static Stream<Arguments> cases() {
        return Grid.backendsTimes(
                Case.ofFamily(Family.WELLPOSED).filter(line -> line.name().startsWith("gradient")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAgreeWithDoublePrecision(String backend, Case line) {
        Random random = Seed.random(line.name());
        try (QpSolver solver = QpSolver.builder().backend(backend).build()) {
            QpData data = Differences.strictlyComplementary(
                    solver, () -> line.data(random).rounded(Precision.FLOAT32));
            Upstream loss = Upstream.random(data, random);
            BatchArray dLdx = BatchArray.perProblem(loss.x());
            try (QpSolution expected = solver.solve(data.toBatch());
                    QpSolution actual = solver.solve(data.toBatch(Precision.FLOAT32))) {
                assertEquals(data.batch(), actual.count(QpStatus.SOLVED));
                QpGradients expectedGradients = expected.gradients(dLdx);
                QpGradients actualGradients = actual.gradients(dLdx.to(Precision.FLOAT32));
                for (char name : QpData.NAMES.toCharArray()) {
                    double[] reference =
                            Differences.get(expectedGradients, name).doubles();
                    BatchArray single = Differences.get(actualGradients, name);
                    assertEquals(Precision.FLOAT32, single.precision());
                    double largest =
                            Arrays.stream(reference).map(Math::abs).max().orElse(0);
                    assertArrayEquals(reference, single.toDoubles(), TOLERANCE * Math.max(1, largest), "d" + name);
                }
            }
        }
    }
}
