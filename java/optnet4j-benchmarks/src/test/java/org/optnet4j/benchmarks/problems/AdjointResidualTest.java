package org.optnet4j.benchmarks.problems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Minimise |x|^2/2 + q'x subject to x_2 = 1, x_0 &le; 1 and x_1 &le; 10, with q = (-2, -3, -4): x = (1, 3, 1) with the first
 * inequality active. The loss is 5 x_0 + 7 x_1 + 11 x_2.
 */
class AdjointResidualTest {
    private static final double[] UPSTREAM = {5, 7, 11};

    @Test
    void gradientsHaveNone() {
        assertEquals(0, residual(1, gradients(1, 0, -5)));
    }

    @Test
    void everyNumberCounts() {
        Gradients good = gradients(1, 0, -5);
        for (double[] each : new double[][] {good.Q(), good.q(), good.A(), good.b(), good.G(), good.h()}) {
            for (int j = 0; j < each.length; j++) {
                double before = each[j];
                each[j] += 1e-3;
                double moved = residual(1, good);
                each[j] = Double.NaN;
                assertEquals(Double.POSITIVE_INFINITY, residual(1, good));
                each[j] = before;
                assertTrue(moved > AdjointResidual.TOLERANCE, () -> "number " + before + ": " + moved);
            }
        }
    }

    @Test
    void anActiveInequalityIsNotLeftOut() {
        assertEquals(5 / 7.0, residual(1, gradients(1, -5, 0)), "x_0 cannot change; relative to the terms of G dx");
    }

    /** With q_0 = -1 the first inequality has neither slack nor multiplier. */
    @Test
    void anInequalityInDoubtMayBeOnEitherSide() {
        assertEquals(0, residual(0, gradients(0, 0, -5)));
        assertEquals(0, residual(0, gradients(0, -5, 0)));
        assertEquals(0, residual(0, gradients(0, -2, -3)));
        assertEquals(5 / 7.0, residual(0, gradients(0, 5, -10)), "on neither");
    }

    /** Of the first inequality dx_0 and mu are given. */
    private static Gradients gradients(double lambda, double dx0, double mu) {
        double[] x = {1, 3, 1};
        double[] dx = {dx0, -7, 0};
        return new Gradients(
                outer(0.5, dx, x, x, dx),
                dx,
                outer(1, new double[] {-11}, x, new double[] {3}, dx),
                new double[] {11},
                outer(1, new double[] {mu, 0}, x, new double[] {lambda, 0}, dx),
                new double[] {-mu, 0});
    }

    private static double[] outer(double factor, double[] a, double[] u, double[] b, double[] v) {
        double[] matrix = new double[a.length * u.length];
        for (int i = 0; i < matrix.length; i++) {
            int row = i / u.length;
            int column = i % u.length;
            matrix[i] = factor * (a[row] * u[column] + b[row] * v[column]);
        }
        return matrix;
    }

    private static double residual(double lambda, Gradients gradients) {
        Problems problem = new Problems(
                1,
                3,
                2,
                1,
                new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1},
                new double[] {-1 - lambda, -3, -4},
                new double[] {0, 0, 1},
                new double[] {1},
                new double[] {1, 0, 0, 0, 1, 0},
                new double[] {1, 10});
        Answers answers = new Answers(new double[] {1, 3, 1}, new double[] {3}, new double[] {lambda, 0});
        assertEquals(0, KktResidual.of(problem, answers, 0));
        return AdjointResidual.worst(problem, answers, UPSTREAM, gradients, 1e-8);
    }
}
