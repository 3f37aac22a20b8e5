package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Malformed batches are refused with a message that names the argument, what was expected and what was given. */
class QpBatchTest {

    @Test
    void infersSizes() {
        QpBatch batch = valid().build();
        assertEquals(2, batch.batchSize());
        assertEquals(4, batch.n());
        assertEquals(3, batch.m());
        assertEquals(1, batch.p());
        assertEquals(Precision.FLOAT64, batch.precision());
    }

    @Test
    void absentConstraintsAreEmpty() {
        QpBatch batch = QpBatch.builder(2, 1).Q(shared(1)).q(perProblem(2)).build();
        assertEquals(0, batch.m());
        assertEquals(0, batch.p());
        assertEquals(0, batch.A().length());
        assertEquals(0, batch.h().length());
    }

    @Test
    void zeroRowsAreAllowed() {
        QpBatch batch = QpBatch.builder(2, 1)
                .Q(shared(1))
                .q(perProblem(2))
                .A(perProblem(0))
                .b(perProblem(0))
                .G(shared(0))
                .h(perProblem(0))
                .build();
        assertEquals(0, batch.m());
        assertEquals(0, batch.p());
    }

    @Test
    void anEmptyBatchKnowsItsSharedSizes() {
        QpBatch batch = QpBatch.builder(0, 2)
                .Q(shared(4))
                .q(perProblem(0))
                .G(shared(6))
                .h(perProblem(0))
                .build();
        assertEquals(3, batch.m());
    }

    @Test
    void anEmptyBatchHasTheFormOfOthers() {
        QpBatch.Builder rows =
                QpBatch.builder(0, 2).Q(shared(4)).q(perProblem(0)).G(shared(6)).h(perProblem(0));
        QpBatch batch = rows.build();
        assertTrue(batch.isOneSided());
        try (QpSolver solver = QpSolver.create(QpSettings.defaults().withForm(Form.DUAL));
                QpSolution solution = solver.solve(batch)) {
            assertEquals(0, solution.x().length());
        }
        assertFalse(rows.lb(perProblem(0)).build().isOneSided());
    }

    @Test
    void wrongLengths() {
        assertRefused(
                "Q: expected 2 x 4 x 4 = 32 values (problems x rows x columns), got 16", b -> b.Q(perProblem(16)));
        assertRefused(
                "Q: expected 4 x 4 = 16 values (rows x columns, shared by the batch), got 32", b -> b.Q(shared(32)));
        assertRefused("q: expected 2 x 4 = 8 values (problems x rows), got 7", b -> b.q(perProblem(7)));
        assertRefused("A: expected 2 x 1 x 4 = 8 values (problems x rows x columns), got 9", b -> b.A(perProblem(9)));
        assertRefused("b: expected 2 x 1 = 2 values (problems x rows), got 3", b -> b.b(perProblem(3)));
        assertRefused(
                "G: expected 2 x 3 x 4 = 24 values (problems x rows x columns), got 23", b -> b.G(perProblem(23)));
        assertRefused("h: expected 2 x 3 = 6 values (problems x rows), got 7", b -> b.h(perProblem(7)));
    }

    @Test
    void missingParameters() {
        assertThrows(IllegalArgumentException.class, () -> QpBatch.builder(1, 1).build());
        assertEquals(
                "q: required, but not set",
                message(() -> QpBatch.builder(1, 1).Q(shared(1)).build()));
        assertEquals(
                "h or l: required with G, but not set",
                message(() -> QpBatch.builder(1, 1)
                        .Q(shared(1))
                        .q(shared(1))
                        .G(shared(1))
                        .build()));
        assertEquals(
                "A: required with b, but not set",
                message(() -> QpBatch.builder(1, 1)
                        .Q(shared(1))
                        .q(shared(1))
                        .b(shared(1))
                        .build()));
    }

    @Test
    void mixedPrecision() {
        assertRefused("h: expected FLOAT64 like Q, got FLOAT32", b -> b.h(BatchArray.perProblem(new float[6])));
    }

    @Test
    void wrongSizes() {
        assertEquals("batchSize: expected 0 or more, got -1", message(() -> QpBatch.builder(-1, 1)));
        assertEquals("n: expected 1 or more, got 0", message(() -> QpBatch.builder(1, 0)));
    }

    @Test
    void sizesThatOverflowAnInt() {
        int many = 1 << 30;
        String refused = message(
                () -> QpBatch.builder(many, 4).Q(shared(16)).q(shared(4)).build());
        assertEquals(
                "batch: 1073741824 problems with 4 variables each are too large for one batch (at most 2147483647 values"
                        + " per array)",
                refused);
        assertEquals(
                "Q: expected 1073741824 x 4 x 4 = 17179869184 values (problems x rows x columns), got 0",
                message(() ->
                        QpBatch.builder(many, 4).Q(perProblem(0)).q(shared(4)).build()));
    }

    @Test
    void nulls() {
        assertThrows(NullPointerException.class, () -> valid().Q(null));
        assertThrows(NullPointerException.class, () -> valid().h(null));
        assertThrows(NullPointerException.class, () -> BatchArray.shared((double[]) null));
        try (QpSolver solver = QpSolver.create()) {
            assertThrows(NullPointerException.class, () -> solver.solve((QpBatch) null));
        }
    }

    @Test
    void wrongUpstreamGradients() {
        try (QpSolver solver = QpSolver.builder().backend("java").build();
                QpSolution solution = solver.solve(QpBatch.builder(2, 3)
                        .Q(BatchArray.shared(1, 0, 0, 0, 1, 0, 0, 0, 1))
                        .q(perProblem(6))
                        .build())) {
            assertEquals(
                    "dLdx: expected 2 x 3 = 6 values (problems x rows), got 5",
                    message(() -> solution.gradients(perProblem(5))));
            assertEquals(
                    "dLdx: expected 3 = 3 values (shared by the batch), got 6",
                    message(() -> solution.gradients(shared(6))));
            assertEquals(
                    "dLdlambda: expected 2 x 0 = 0 values (problems x rows), got 1",
                    message(() -> solution.gradients(perProblem(6), null, perProblem(1))));
            assertEquals(
                    "dLdx: expected FLOAT64 like the batch, got FLOAT32",
                    message(() -> solution.gradients(BatchArray.shared(new float[3]))));
            assertThrows(IndexOutOfBoundsException.class, () -> solution.status(2));
        }
    }

    private static QpBatch.Builder valid() {
        return QpBatch.builder(2, 4)
                .Q(shared(16))
                .q(perProblem(8))
                .A(perProblem(8))
                .b(perProblem(2))
                .G(perProblem(24))
                .h(perProblem(6));
    }

    private static BatchArray shared(int length) {
        return BatchArray.shared(new double[length]);
    }

    private static BatchArray perProblem(int length) {
        return BatchArray.perProblem(new double[length]);
    }

    private static void assertRefused(String expected, Consumer<QpBatch.Builder> change) {
        QpBatch.Builder builder = valid();
        change.accept(builder);
        assertEquals(expected, message(builder::build));
    }

    private static String message(Runnable refused) {
        return assertThrows(IllegalArgumentException.class, refused::run).getMessage();
    }
}
