package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.Bits;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Differences;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.Grid;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;
import org.optnet4j.testing.Upstream;

/** In double precision and the dual form, answers and gradients of all back ends have the bits of the java back end. */
@ExtendWith(Seed.class)
@Tag("backend")
class SameBitsTest {
    private static final QpSettings DUAL = QpSettings.defaults().withForm(Form.DUAL);

    static Stream<Arguments> cases() {
        return Grid.backendsTimes(Stream.concat(
                Case.all(),
                // Every remainder of rows and columns, and more than is worked on in one piece.
                Stream.of(
                        Case.of(Family.OPTNET, 11, 9, 10, 1, ""),
                        Case.of(Family.OPTNET, 11, 10, 11, 6, ""),
                        Case.of(Family.OPTNET, 5, 23, 21, 7, "QA"),
                        Case.of(Family.OPTNET, 2, 205, 203, 31, ""))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAndGradients(String backend, Case line) {
        Random random = Seed.random(line.name());
        QpData data = line.data(random);
        Upstream loss = Upstream.random(data, random);
        for (Upstream through : List.of(loss, loss.throughX(), loss.throughNu(), loss.throughLambda())) {
            assertSame(backend, data, through, DUAL);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void smoothed(String backend, Case line) {
        Random random = Seed.random("smoothed " + line.name());
        QpData data = line.data(random);
        assertSame(backend, data, Upstream.random(data, random), DUAL.withSmoothing(0.01));
    }

    /** What is left when iterations run out, or when more is asked for than double precision has. */
    @ParameterizedTest
    @MethodSource("cases")
    void unsolved(String backend, Case line) {
        Random random = Seed.random("unsolved " + line.name());
        QpData data = line.data(random);
        Upstream loss = Upstream.random(data, random);
        assertSame(backend, data, loss, DUAL.withMaxIterations(3));
        assertSame(backend, data, loss, DUAL.withEpsAbs(1e-16).withEpsRel(1e-16));
    }

    private static void assertSame(String backend, QpData data, Upstream loss, QpSettings settings) {
        try (QpSolver java =
                        QpSolver.builder().backend("java").settings(settings).build();
                QpSolver other =
                        QpSolver.builder().backend(backend).settings(settings).build();
                QpSolution expected = java.solve(data.toBatch());
                QpSolution actual = other.solve(data.toBatch())) {
            QpGradients expectedGradients = loss.gradients(expected);
            QpGradients actualGradients = loss.gradients(actual);
            for (int i = 0; i < data.batch(); i++) {
                Bits.assertSame(expected, i, actual, i);
                if (expected.status(i) == QpStatus.SOLVED) {
                    Bits.assertSame(data, expectedGradients, i, actualGradients, i);
                }
            }
            for (char name : QpData.NAMES.toCharArray()) {
                BatchArray gradient = Differences.get(expectedGradients, name);
                assertEquals(
                        gradient.length(),
                        Differences.get(actualGradients, name).length());
                if (data.isShared(name)) {
                    assertArrayEquals(
                            gradient.doubles(),
                            Differences.get(actualGradients, name).doubles(),
                            "d" + name);
                }
            }
        }
    }
}
