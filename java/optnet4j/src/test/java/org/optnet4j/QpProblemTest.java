package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a problem is made of is checked when it is made, in the words of its builder. */
class QpProblemTest {

    @Test
    void sizesAreThoseOfTheRightHandSides() {
        QpProblem problem = QpProblem.builder(2)
                .Q(1, 0, 0, 1)
                .q(1, 2)
                .A(1, 1)
                .b(1)
                .G(1, 0, 0, 1, 1, 1)
                .l(0, 0, 0)
                .build();
        assertEquals("QpProblem[n=2, m=3, p=1, FLOAT64]", problem.toString());
        assertEquals(1, problem.toBatch().batchSize());
        assertArrayEquals(new double[] {1, 2}, problem.toBatch().q().doubles());
    }

    @Test
    void floatsMakeAProblemInSinglePrecision() {
        QpProblem problem = QpProblem.builder(1)
                .Qdiag(new float[] {1})
                .q(new float[] {1})
                .ub(new float[] {2})
                .build();
        assertEquals(Precision.FLOAT32, problem.precision());
    }

    @Test
    void aProblemCanBeHadInTheOtherPrecision() {
        QpProblem problem = QpProblem.builder(2)
                .Qdiag(1, 2)
                .q(0.1, 2)
                .G(1, 1)
                .l(0)
                .lb(0, 0)
                .ub(1, Double.POSITIVE_INFINITY)
                .build();
        assertSame(problem, problem.to(Precision.FLOAT64));
        QpBatch single = problem.to(Precision.FLOAT32).toBatch();
        assertEquals(
                "QpProblem[n=2, m=1, p=0, FLOAT32]",
                problem.to(Precision.FLOAT32).toString());
        assertTrue(single.isDiagonal());
        assertArrayEquals(new float[] {0.1f, 2}, single.q().floats());
        assertArrayEquals(new float[] {1, Float.POSITIVE_INFINITY}, single.ub().floats());
        assertEquals(0, single.h().length());
        assertEquals(0, single.A().length());
    }

    @Test
    void whatIsWrongIsNamed() {
        assertMessage("n: expected 1 or more, got 0", () -> QpProblem.builder(0));
        assertMessage(
                "Q: required, but not set", () -> QpProblem.builder(1).q(1).build());
        assertMessage(
                "Q: expected 2 x 2 = 4 values (rows x columns), got 3",
                () -> QpProblem.builder(2).Q(1, 0, 0).q(1, 1).build());
        assertMessage(
                "q: expected 2 = 2 values (rows), got 1",
                () -> QpProblem.builder(2).Q(1, 0, 0, 1).q(1).build());
        assertMessage(
                "lb: expected 2 = 2 values (rows), got 3",
                () -> QpProblem.builder(2).Q(1, 0, 0, 1).q(1, 1).lb(1, 2, 3).build());
        assertMessage(
                "h or l: required with G, but not set",
                () -> QpProblem.builder(1).Q(1).q(1).G(1).build());
        assertMessage(
                "G: expected 2 x 1 = 2 values (rows x columns), got 1",
                () -> QpProblem.builder(1).Q(1).q(1).G(1).h(1, 2).build());
        assertMessage(
                "Qdiag: expected only one of Q and Qdiag, got both",
                () -> QpProblem.builder(1).Q(1).Qdiag(1).q(1).build());
        assertMessage(
                "q: expected FLOAT64 like Q, got FLOAT32",
                () -> QpProblem.builder(1).Q(1).q(new float[] {1}).build());
        assertEquals(
                "A",
                assertThrows(
                                NullPointerException.class,
                                () -> QpProblem.builder(1).A((double[]) null))
                        .getMessage());
    }

    private static void assertMessage(String expected, Runnable call) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
