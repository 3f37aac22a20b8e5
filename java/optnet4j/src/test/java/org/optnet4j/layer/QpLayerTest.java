package org.optnet4j.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.optnet4j.layer.Parametrisation.exp;
import static org.optnet4j.layer.Parametrisation.factored;
import static org.optnet4j.layer.Parametrisation.feasibleAt;
import static org.optnet4j.layer.Parametrisation.fixed;
import static org.optnet4j.layer.Parametrisation.input;
import static org.optnet4j.layer.Parametrisation.learned;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpSolver;
import org.optnet4j.QpStatus;

class QpLayerTest {

    /** minimise 1/2 |x|^2 - u'x subject to x0 + x1 = 1, x >= 0. */
    private static QpLayer.Builder simplex(double... a) {
        return QpLayer.builder(2, 2, 1)
                .Q(fixed(1, 0, 0, 1))
                .q(input("minusU"))
                .A(learned("A", a))
                .b(feasibleAt(exp(learned("logZ0", Math.log(0.5), Math.log(0.5)))))
                .G(fixed(-1, 0, 0, -1))
                .h(fixed(0, 0));
    }

    @Test
    void projectsOnTheSimplex() {
        QpLayer layer = simplex(1, 1).build();
        assertEquals(List.of("A", "logZ0"), List.copyOf(layer.parameters().keySet()));
        assertEquals(Map.of("minusU", 2), layer.inputs());
        try (QpSolver solver = QpSolver.create();
                LayerForward forward =
                        layer.forward(solver, 2, Map.of("minusU", BatchArray.perProblem(-0.4, -0.2, -3, 5)))) {
            assertArrayEquals(new double[] {0.6, 0.4, 1, 0}, forward.x().doubles(), 1e-7);
            assertEquals(2, forward.solution().count(QpStatus.SOLVED));
            LayerGradients gradients = forward.backward(BatchArray.shared(1, 0));
            assertArrayEquals(
                    new double[] {-0.5, 0.5, 0, 0}, gradients.of("minusU").doubles(), 1e-6);
            assertEquals(2, gradients.of("A").length());
            IllegalArgumentException unknown = assertThrows(IllegalArgumentException.class, () -> gradients.of("G"));
            assertEquals("name: expected one of [A, logZ0, minusU], got G", unknown.getMessage());
        }
    }

    @Test
    void anExponentialOfAnExponential() {
        double z = Math.log(Math.log(2));
        QpLayer layer = QpLayer.builder(2, 0, 1)
                .Q(fixed(1, 0, 0, 1))
                .q(fixed(0, 0))
                .A(fixed(1, 1))
                .b(feasibleAt(exp(exp(learned("z", z, z)))))
                .build();
        try (QpSolver solver = QpSolver.create();
                LayerForward forward = layer.forward(solver, 1, Map.of())) {
            assertArrayEquals(new double[] {2, 2}, forward.x().doubles(), 1e-7);
            double slope = Math.log(2); // of x[0] = b / 2, where each z0 = 2 rises by 2 log 2
            assertArrayEquals(
                    new double[] {slope, slope},
                    forward.backward(BatchArray.shared(1, 0)).of("z").doubles(),
                    1e-6);
        }
    }

    @Test
    void theSameProjectionByDiagonalAndBounds() {
        QpLayer layer = QpLayer.builder(2, 0, 1)
                .Qdiag(fixed(1, 1))
                .q(input("minusU"))
                .A(learned("A", 1, 1))
                .b(feasibleAt(exp(learned("logZ0", Math.log(0.5), Math.log(0.5)))))
                .lb(learned("lb", 0, 0))
                .build();
        try (QpSolver solver = QpSolver.create();
                LayerForward forward =
                        layer.forward(solver, 2, Map.of("minusU", BatchArray.perProblem(-0.4, -0.2, -3, 5)))) {
            assertTrue(forward.solution().batch().isDiagonal());
            assertTrue(forward.solution().batch().lb().isShared());
            assertArrayEquals(new double[] {0.6, 0.4, 1, 0}, forward.x().doubles(), 1e-7);
            LayerGradients gradients = forward.backward(BatchArray.shared(1, 0));
            assertArrayEquals(
                    new double[] {-0.5, 0.5, 0, 0}, gradients.of("minusU").doubles(), 1e-6);
            // The second variable of the second problem is at its bound, and the first is what is left of 1.
            assertArrayEquals(new double[] {0, -1}, gradients.of("lb").doubles(), 1e-6);
        }
    }

    @Test
    void aBoundThatIsInfiniteHasNoGradient() {
        QpLayer layer = QpLayer.builder(2, 1, 0)
                .Qdiag(exp(learned("logDiagonal", 0, 0)))
                .q(fixed(-1, -3))
                .G(fixed(1, 1))
                .l(fixed(Double.NEGATIVE_INFINITY))
                .ub(exp(input("logUb")))
                .build();
        try (QpSolver solver = QpSolver.create();
                LayerForward forward = layer.forward(
                        solver, 1, Map.of("logUb", BatchArray.shared(Double.POSITIVE_INFINITY, Math.log(2))))) {
            assertArrayEquals(new double[] {1, 2}, forward.x().doubles(), 1e-7);
            LayerGradients gradients = forward.backward(BatchArray.shared(1, 1));
            assertArrayEquals(new double[] {0, 2}, gradients.of("logUb").doubles(), 1e-6);
            assertArrayEquals(new double[] {-1, 0}, gradients.of("logDiagonal").doubles(), 1e-6);
        }
    }

    @Test
    void learnedArraysAreLive() {
        double[] a = {1, 1};
        QpLayer layer = simplex(a).build();
        assertSame(a, layer.parameters().get("A").doubles());
        Map<String, BatchArray> inputs = Map.of("minusU", BatchArray.shared(-0.4, -0.2));
        try (QpSolver solver = QpSolver.create()) {
            a[0] = 3;
            try (LayerForward forward = layer.forward(solver, 1, inputs)) {
                assertEquals(2, 3 * forward.x().get(0) + forward.x().get(1), 1e-7);
            }
        }
    }

    @Test
    void singlePrecision() {
        QpLayer layer = QpLayer.builder(2, 1, 0)
                .Q(factored(learned("L", new float[] {1, 0, 0, 1}), 0.5))
                .q(input("q"))
                .G(fixed(new float[] {1, 1}))
                .h(feasibleAt(learned("z0", new float[] {0, 0}), learned("s0", new float[] {1})))
                .build();
        try (QpSolver solver = QpSolver.create();
                LayerForward forward =
                        layer.forward(solver, 1, Map.of("q", BatchArray.perProblem(new float[] {-3, 0})))) {
            assertEquals(Precision.FLOAT32, forward.x().precision());
            assertArrayEquals(new double[] {1.5, -0.5}, forward.x().toDoubles(), 1e-3);
            LayerGradients gradients = forward.backward(BatchArray.shared(new float[] {1, 0}));
            assertEquals(0.5, gradients.of("s0").floats()[0], 1e-3);
        }
    }

    @Test
    void problemsWithInvalidInputsAddNothing() {
        QpLayer layer = simplex(1, 1).build();
        BatchArray healthy = BatchArray.perProblem(-0.4, -0.2);
        BatchArray spoilt = BatchArray.perProblem(Double.NaN, 1, -0.4, -0.2);
        try (QpSolver solver = QpSolver.create();
                LayerForward expected = layer.forward(solver, 1, Map.of("minusU", healthy));
                LayerForward actual = layer.forward(solver, 2, Map.of("minusU", spoilt))) {
            assertEquals(QpStatus.INVALID_INPUT, actual.solution().status(0));
            LayerGradients expectedGradients = expected.backward(BatchArray.shared(1, 0));
            LayerGradients gradients = actual.backward(BatchArray.shared(1, 0));
            assertArrayEquals(
                    expectedGradients.of("A").doubles(), gradients.of("A").doubles());
            assertArrayEquals(
                    expectedGradients.of("logZ0").doubles(),
                    gradients.of("logZ0").doubles());
            assertEquals(0, gradients.of("minusU").get(0));
        }
    }

    @Test
    void anEmptyBatch() {
        QpLayer layer = simplex(1, 1).build();
        try (QpSolver solver = QpSolver.create();
                LayerForward forward = layer.forward(solver, 0, Map.of("minusU", BatchArray.perProblem()))) {
            assertEquals(0, forward.x().length());
            LayerGradients gradients = forward.backward(BatchArray.shared(1, 0));
            assertArrayEquals(new double[2], gradients.of("A").doubles());
        }
    }

    @Test
    void malformedLayersAreRefused() {
        assertEquals("n: expected 1 or more, got 0", message(() -> QpLayer.builder(0, 0, 0)));
        assertEquals(
                "Q: required, but not set",
                message(() -> QpLayer.builder(1, 0, 0).q(fixed(1)).build()));
        assertEquals(
                "A: required for 1 rows, but not set",
                message(() -> QpLayer.builder(1, 0, 1).Q(fixed(1)).q(fixed(1)).build()));
        assertEquals(
                "Qdiag: expected only one of Q and Qdiag, got both",
                message(() -> QpLayer.builder(1, 0, 0)
                        .Q(fixed(1))
                        .Qdiag(fixed(1))
                        .q(fixed(1))
                        .build()));
        assertEquals(
                "h or l: required for 1 rows, but not set",
                message(() -> QpLayer.builder(1, 1, 0)
                        .Q(fixed(1))
                        .q(fixed(1))
                        .G(fixed(1))
                        .build()));
        assertEquals(
                "G: required with h or l, but not set",
                message(() -> QpLayer.builder(1, 0, 0)
                        .Q(fixed(1))
                        .q(fixed(1))
                        .l(fixed(new double[0]))
                        .build()));
        assertEquals(
                "lb: expected 2 values, got 1",
                message(() -> QpLayer.builder(2, 0, 0)
                        .Qdiag(fixed(1, 1))
                        .q(fixed(1, 1))
                        .lb(fixed(0))
                        .build()));
        assertEquals(
                "Q: expected 4 values, got 3",
                message(() -> QpLayer.builder(2, 0, 0)
                        .Q(fixed(1, 0, 0))
                        .q(fixed(1, 1))
                        .build()));
        assertEquals(
                "L of Q: learned \"L\": expected 4 values, got 2",
                message(() -> QpLayer.builder(2, 0, 0)
                        .Q(factored(learned("L", 1, 1), 0))
                        .q(fixed(1, 1))
                        .build()));
        assertEquals(
                "q: expected FLOAT64 like the rest of the layer, got FLOAT32",
                message(() -> QpLayer.builder(1, 0, 0)
                        .Q(fixed(1))
                        .q(fixed(new float[] {1}))
                        .build()));
        assertEquals(
                "\"a\": both an input and a learned parameter",
                message(() -> QpLayer.builder(1, 0, 0)
                        .Q(learned("a", 1))
                        .q(input("a"))
                        .build()));
        assertEquals(
                "learned \"a\": two different arrays",
                message(() -> QpLayer.builder(1, 0, 0)
                        .Q(learned("a", 1))
                        .q(learned("a", 1))
                        .build()));
        assertEquals(
                "input \"a\": used with 4 values and with 2",
                message(() ->
                        QpLayer.builder(2, 0, 0).Q(input("a")).q(input("a")).build()));
        assertEquals(
                "epsilon: expected a finite number, not negative, got -1.0", message(() -> factored(input("L"), -1)));
        assertEquals("name: expected a name, got a blank one", message(() -> input(" ")));
    }

    @Test
    void malformedInputsAreRefused() {
        QpLayer layer = simplex(1, 1).build();
        try (QpSolver solver = QpSolver.create()) {
            assertEquals(
                    "input \"minusU\": required, but not given", message(() -> layer.forward(solver, 1, Map.of())));
            assertEquals(
                    "inputs: expected [minusU], got \"u\"",
                    message(() -> layer.forward(solver, 1, Map.of("u", BatchArray.shared(1, 1)))));
            assertEquals(
                    "input \"minusU\": expected 6 values (for 3 problems), got 2",
                    message(() -> layer.forward(solver, 3, Map.of("minusU", BatchArray.perProblem(1, 1)))));
            assertEquals(
                    "input \"minusU\": expected FLOAT64 like the rest of the layer, got FLOAT32",
                    message(() -> layer.forward(solver, 1, Map.of("minusU", BatchArray.shared(new float[2])))));
            LayerForward forward = layer.forward(solver, 1, Map.of("minusU", BatchArray.shared(1, 1)));
            forward.close();
            forward.close();
            assertTrue(assertThrows(IllegalStateException.class, () -> forward.backward(BatchArray.shared(1, 0)))
                    .getMessage()
                    .contains("closed"));
        }
    }

    private static String message(Runnable refused) {
        return assertThrows(IllegalArgumentException.class, refused::run).getMessage();
    }
}
