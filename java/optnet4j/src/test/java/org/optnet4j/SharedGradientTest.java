package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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

/** The gradient of a shared parameter is the sum over the batch, not the mean, in order of the problems. */
@ExtendWith(Seed.class)
@Tag("backend")
class SharedGradientTest {

    static Stream<Arguments> cases() {
        return Grid.backendsTimes(
                Case.ofFamily(Family.WELLPOSED).filter(line -> !line.shared().isEmpty()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSumOverTheBatch(String backend, Case line) {
        Random random = Seed.random(line.name());
        QpData data = line.data(random);
        Upstream loss = Upstream.random(data, random);
        QpSettings accurate = QpSettings.defaults().withEpsAbs(1e-12).withEpsRel(1e-12);
        try (QpSolver solver =
                        QpSolver.builder().backend(backend).settings(accurate).build();
                QpSolution shared = solver.solve(data.toBatch());
                QpSolution perProblem = solver.solve(data.unshared().toBatch())) {
            QpGradients sums = loss.gradients(shared);
            QpGradients terms = loss.gradients(perProblem);
            for (char name : data.shared().toCharArray()) {
                int length = data.blockLength(name);
                double[] expected = new double[length];
                for (int problem = 0; problem < data.batch(); problem++) {
                    double[] term = Differences.get(terms, name).block(problem, length);
                    Arrays.setAll(expected, i -> expected[i] + term[i]);
                }
                BatchArray actual = Differences.get(sums, name);
                assertEquals(length, actual.length());
                double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
                assertArrayEquals(expected, actual.doubles(), 1e-9 * Math.max(1, largest), "d" + name);
            }
        }
    }
}
