package org.optnet4j.benchmarks.problems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Minimise x^2 - 4x, so x = 2, subject to x &le; 1 and x = 1: at x = 1 with nu + lambda = 2. */
class KktResidualTest {
    private final Problems problem = new Problems(
            1,
            1,
            1,
            1,
            new double[] {2},
            new double[] {-4},
            new double[] {1},
            new double[] {1},
            new double[] {1},
            new double[] {1});

    @Test
    void anOptimumHasNone() {
        assertEquals(0, residual(1, 0.5, 1.5));
    }

    @Test
    void eachConditionCounts() {
        assertEquals(0.5 / 4, residual(1, 0.5, 1), "stationarity, relative to |q|");
        assertEquals(0.5 / 1.5, residual(1.5, -0.5, 1.5), "x = 1 and x <= 1, relative to |x|");
        assertEquals(1, residual(1, 3, -1), "lambda >= 0");
        assertEquals(
                0.5 * 10 / 2.25, residual(0.5, -7, 10), 1e-15, "complementarity, relative to the objective's terms");
    }

    @Test
    void whatIsNotANumberIsInfinite() {
        assertEquals(Double.POSITIVE_INFINITY, residual(Double.NaN, 0, 0));
        assertEquals(Double.POSITIVE_INFINITY, KktResidual.worst(problem, Answers.unknown(problem)));
    }

    @Test
    void aPartOfABatchIsNotEmptyAndNotMore() {
        assertThrows(IllegalArgumentException.class, () -> problem.first(0));
        assertThrows(IllegalArgumentException.class, () -> problem.first(2));
    }

    private double residual(double x, double nu, double lambda) {
        return KktResidual.of(problem, new Answers(new double[] {x}, new double[] {nu}, new double[] {lambda}), 0);
    }
}
