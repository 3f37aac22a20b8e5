package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
                // Every remainder of rows and columns, and more than is worked on in one piece or copied by one thread.
                Stream.of(
                        Case.of(Family.OPTNET, 11, 9, 10, 1, ""),
                        Case.of(Family.OPTNET, 11, 10, 11, 6, ""),
                        Case.of(Family.OPTNET, 5, 23, 21, 7, "QA"),
                        Case.of(Family.OPTNET, 3, 230, 229, 31, ""),
                        Case.of(Family.OPTNET, 5000, 3, 2, 1, ""))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAndGradients(String backend, Case line) {
        Random random = Seed.random(line.name());
        QpData data = line.data(random);
        Upstream loss = Upstream.random(data, random);
        assertSame(backend, data, DUAL, loss, loss.throughX(), loss.throughNu(), loss.throughLambda());
        assertSame(backend, data, DUAL.withEpsAbs(1e-12).withEpsRel(1e-12), loss);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("cases")
    void smoothed(String backend, Case line) {
        Random random = Seed.random("smoothed " + line.name());
        QpData data = line.data(random);
        assertSame(backend, data, DUAL.withSmoothing(0.01), Upstream.random(data, random));
    }

    /** What is left when iterations run out, or when more is asked for than double precision has. */
    @Tag("long")
    @ParameterizedTest
    @MethodSource("cases")
    void unsolved(String backend, Case line) {
        Random random = Seed.random("unsolved " + line.name());
        QpData data = line.data(random);
        Upstream loss = Upstream.random(data, random);
        assertSame(backend, data, DUAL.withMaxIterations(3), loss);
        assertSame(backend, data, DUAL.withEpsAbs(1e-16).withEpsRel(1e-16), loss);
    }

    private static void assertSame(String backend, QpData data, QpSettings settings, Upstream... losses) {
        try (QpSolver java =
                        QpSolver.builder().backend("java").settings(settings).build();
                QpSolver other =
                        QpSolver.builder().backend(backend).settings(settings).build();
                QpSolution expected = java.solve(data.toBatch());
                QpSolution actual = other.solve(data.toBatch())) {
            for (int i = 0; i < data.batch(); i++) {
                Bits.assertSame(expected, i, actual, i);
            }
            for (Upstream loss : losses) {
                assertSame(data, expected, loss.gradients(expected), loss.gradients(actual));
            }
        }
    }

    private static void assertSame(QpData data, QpSolution solution, QpGradients expected, QpGradients actual) {
        for (int i = 0; i < data.batch(); i++) {
            if (solution.status(i) == QpStatus.SOLVED) {
                Bits.assertSame(data, expected, i, actual, i);
            }
        }
        for (char name : QpData.NAMES.toCharArray()) {
            BatchArray gradient = Differences.get(expected, name);
            assertEquals(gradient.length(), Differences.get(actual, name).length());
            if (data.isShared(name)) {
                assertArrayEquals(
                        gradient.doubles(), Differences.get(actual, name).doubles(), "d" + name);
            }
        }
    }
}
