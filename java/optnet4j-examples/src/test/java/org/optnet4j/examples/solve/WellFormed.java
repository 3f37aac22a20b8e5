package org.optnet4j.examples.solve;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.optnet4j.examples.testing.Fuzz;

/** What every problem that was read must be. */
final class WellFormed {
    private WellFormed() {}

    /** All sizes agree, and all numbers are numbers. */
    static void check(Problem problem) {
        int n = problem.n();
        int m = problem.m();
        int p = problem.p();
        assertTrue(n > 0 && m >= 0 && p >= 0);
        Fuzz.assertNumbers(problem.Q(), problem.diagonal() ? n : n * n, true);
        Fuzz.assertNumbers(problem.q(), n, true);
        Fuzz.assertNumbers(problem.A(), p * n, true);
        Fuzz.assertNumbers(problem.b(), p, true);
        Fuzz.assertNumbers(problem.G(), m * n, true);
        Fuzz.assertNumbers(problem.l(), m, false);
        Fuzz.assertNumbers(problem.h(), m, false);
        Fuzz.assertNumbers(problem.lb(), n, false);
        Fuzz.assertNumbers(problem.ub(), n, false);
        Fuzz.assertNumbers(problem.dLdx(), n, true);
        Fuzz.assertNumbers(problem.dLdnu(), p, true);
        Fuzz.assertNumbers(problem.dLdlambda(), m, true);
        Fuzz.assertNumbers(new double[] {problem.constant()}, 1, true);
        assertTrue(m == 0 || problem.l() != null || problem.h() != null);
    }
}
