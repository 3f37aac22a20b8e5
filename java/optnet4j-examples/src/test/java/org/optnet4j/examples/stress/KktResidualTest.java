package org.optnet4j.examples.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** min 1/2 |x|^2 - (3, 1)'x, x1 + x2 = 2, x1 <= 1: x = (1, 1), nu = 0, lambda = 2. */
class KktResidualTest {
    private final Chunk chunk = Chunk.zeros(1, 2, 1, 1);
    private final KktResidual residual = new KktResidual(2);

    @BeforeEach
    void fill() {
        set(chunk.Q(), 1, 0, 0, 1);
        set(chunk.q(), -3, -1);
        set(chunk.A(), 1, 1);
        set(chunk.b(), 2);
        set(chunk.G(), 1, 0);
        set(chunk.h(), 1);
    }

    private static void set(double[] target, double... values) {
        System.arraycopy(values, 0, target, 0, values.length);
    }

    private void assertResidual(double expected, Condition condition, double[] x, double nu, double lambda) {
        assertEquals(expected, residual.of(chunk, 0, x, new double[] {nu}, new double[] {lambda}), 1e-15);
        assertEquals(condition, residual.worst());
    }

    @Test
    void zeroAtTheSolution() {
        assertResidual(0, Condition.STATIONARITY, new double[] {1, 1}, 0, 2);
    }

    @Test
    void stationarityIsRelativeToItsTerms() {
        // Qx + q + A'nu + G'lambda = (0.3, 0.3), the largest term is |q| = 3.
        assertResidual(0.1, Condition.STATIONARITY, new double[] {1, 1}, 0.3, 2);
    }

    @Test
    void equalities() {
        set(chunk.b(), 4);
        assertResidual(0.5, Condition.EQUALITIES, new double[] {1, 1}, 0, 2);
    }

    @Test
    void inequalitiesCountOnlyWhereViolated() {
        set(chunk.h(), 0.5);
        set(chunk.q(), -1, -1);
        // Gx - h = 0.5, the scale is 1; lambda = 0, so that nothing else is wrong.
        assertResidual(0.5, Condition.INEQUALITIES, new double[] {1, 1}, 0, 0);
        set(chunk.h(), 2);
        assertResidual(0, Condition.STATIONARITY, new double[] {1, 1}, 0, 0);
    }

    @Test
    void signs() {
        set(chunk.q(), -0.5, -1);
        assertResidual(0.5, Condition.SIGNS, new double[] {1, 1}, 0, -0.5);
    }

    @Test
    void complementarityIsRelativeToTheObjective() {
        set(chunk.h(), 3);
        // lambda (h - Gx) = 4, |x'Qx / 2| + |q'x| = 1 + 4.
        assertResidual(0.8, Condition.COMPLEMENTARITY, new double[] {1, 1}, 0, 2);
    }

    @Test
    void notANumberIsInfinitelyBad() {
        assertResidual(Double.POSITIVE_INFINITY, Condition.STATIONARITY, new double[] {Double.NaN, 1}, 0, 2);
    }
}
