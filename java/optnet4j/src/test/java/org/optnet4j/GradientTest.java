package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** The gradients of all six parameters are those that central differences give. */
@ExtendWith(Seed.class)
@Tag("backend")
class GradientTest {

    /** Relative to the largest entry of the gradient of the parameter, or to 1. */
    private static final double TOLERANCE = 1e-6;

    private static final QpSettings ACCURATE =
            QpSettings.defaults().withEpsAbs(1e-12).withEpsRel(1e-12);

    static Stream<Arguments> cases() {
        return Grid.backendsTimes(
                Case.ofFamily(Family.WELLPOSED).filter(line -> line.name().startsWith("gradient")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithCentralDifferences(String backend, Case line) {
        Random random = Seed.random(line.name());
        try (QpSolver solver =
                QpSolver.builder().backend(backend).settings(ACCURATE).build()) {
            QpData data = Differences.strictlyComplementary(solver, () -> line.data(random));
            Upstream[] losses = {
                Upstream.random(data, random).throughX(),
                Upstream.random(data, random).throughNu(),
                Upstream.random(data, random).throughLambda(),
                Upstream.random(data, random)
            };
            QpGradients[] gradients = new QpGradients[losses.length];
            try (QpSolution solution = solver.solve(data.toBatch())) {
                for (int loss = 0; loss < losses.length; loss++) {
                    gradients[loss] = losses[loss].gradients(solution);
                }
            }
            for (char name : QpData.NAMES.toCharArray()) {
                double[][] expected = Differences.of(solver, data, name, losses);
                for (int loss = 0; loss < losses.length; loss++) {
                    BatchArray actual = Differences.get(gradients[loss], name);
                    assertEquals(
                            data.isShared(name) || actual.length() == 0, actual.isShared() || actual.length() == 0);
                    assertClose(expected[loss], actual.doubles(), "d" + name + " of loss " + loss);
                }
            }
        }
    }

    private static void assertClose(double[] expected, double[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(expected[i] - actual[i]) / scale;
            String entry = what + "[" + i + "]: expected " + expected[i] + ", got " + actual[i];
            assertTrue(error <= TOLERANCE, entry);
        }
    }
}
