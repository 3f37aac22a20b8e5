package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.Grid;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;
import org.optnet4j.testing.Upstream;

/**
 * Gradients solve the transposed KKT system at the solution that was returned. In single precision differences are too
 * coarse to say more.
 */
@ExtendWith(Seed.class)
@Tag("backend")
class SinglePrecisionTest {

    /** On each equation, relative to the sum of the absolute values of its terms. */
    private static final double TOLERANCE = 1e-3;

    static Stream<Arguments> cases() {
        return Grid.backendsTimes(
                Case.ofFamily(Family.WELLPOSED).filter(line -> line.name().startsWith("gradient")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsSolveTheTransposedSystem(String backend, Case line) {
        Random random = Seed.random(line.name());
        // Per problem, so that the directions can be read off the gradients of q, b and h.
        QpData data = line.data(random).unshared().rounded(Precision.FLOAT32);
        Upstream loss = Upstream.random(data, random);
        try (QpSolver solver = QpSolver.builder().backend(backend).build();
                QpSolution solution = solver.solve(data.toBatch(Precision.FLOAT32))) {
            QpGradients gradients = solution.gradients(single(loss.x()), single(loss.nu()), single(loss.lambda()));
            assertEquals(Precision.FLOAT32, gradients.G().precision());
            for (int i = 0; i < data.batch(); i++) {
                if (solution.status(i) == QpStatus.SOLVED) {
                    assertSolves(data, i, solution, gradients, loss.pick(data, i));
                }
            }
        }
    }

    private static void assertSolves(
            QpData data, int problem, QpSolution solution, QpGradients gradients, Upstream loss) {
        int n = data.n();
        int m = data.m();
        int p = data.p();
        double[] dx = gradients.q().block(problem, n);
        double[] minusDnu = gradients.b().block(problem, p);
        double[] minusMu = gradients.h().block(problem, m);
        double[] Q = data.block('Q', problem);
        double[] A = data.block('A', problem);
        double[] G = data.block('G', problem);
        for (int j = 0; j < n; j++) {
            Equation stationarity = new Equation().add(1, loss.x()[j]);
            for (int k = 0; k < n; k++) {
                stationarity.add(Q[j * n + k], dx[k]);
            }
            for (int i = 0; i < p; i++) {
                stationarity.add(A[i * n + j], -minusDnu[i]);
            }
            for (int i = 0; i < m; i++) {
                stationarity.add(G[i * n + j], -minusMu[i]);
            }
            stationarity.assertHolds("stationarity " + j);
        }
        for (int i = 0; i < p; i++) {
            Equation equality = new Equation().add(1, loss.nu()[i]);
            for (int j = 0; j < n; j++) {
                equality.add(A[i * n + j], dx[j]);
            }
            equality.assertHolds("equality " + i);
        }
        double[] s = solution.slack().block(problem, m);
        double[] lambda = solution.lambda().block(problem, m);
        for (int i = 0; i < m; i++) {
            Equation inequality =
                    new Equation().add(lambda[i], loss.lambda()[i]).add(s[i], minusMu[i]);
            for (int j = 0; j < n; j++) {
                inequality.add(lambda[i] * G[i * n + j], dx[j]);
            }
            inequality.assertHolds("inequality " + i);
        }
    }

    private static BatchArray single(double[] values) {
        return BatchArray.perProblem(values).to(Precision.FLOAT32);
    }

    /** Terms that add up to zero. */
    private static final class Equation {
        private double sum;
        private double size;

        Equation add(double factor, double value) {
            sum += factor * value;
            size += Math.abs(factor * value);
            return this;
        }

        void assertHolds(String what) {
            assertTrue(Math.abs(sum) <= TOLERANCE * Math.max(size, 1e-3), what + ": " + sum + " of " + size);
        }
    }
}
