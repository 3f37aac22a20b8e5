package org.optnet4j.benchmarks.bench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.optnet4j.benchmarks.results.Call;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.benchmarks.results.Status;

class MeasurementTest {
    private static final Row ROW = new Row(
            "F1 8,8,0",
            "",
            8,
            8,
            0,
            100,
            "float64",
            "solver",
            "1",
            1,
            Call.FORWARD,
            null,
            null,
            Status.MISSING,
            "none");

    private final List<Integer> batches = new ArrayList<>();
    private int closed;

    @Test
    void goodAnswersAreTimed() {
        Row row = measured(new Job(ROW, 1, null, count -> trial(count, 2e-9, 0)));
        assertAll(
                () -> assertEquals(Status.OK, row.status()),
                () -> assertEquals(2e-9, row.worstResidual()),
                () -> assertTrue(row.time() > 0),
                () -> assertEquals(100, row.batch()),
                () -> assertEquals(
                        List.of(1, 4, 16, 64, 100, 100, 100),
                        batches,
                        "the batch grows, then there are two more rounds"),
                () -> assertEquals(batches.size(), closed));
    }

    @Test
    void aSlowSolverIsTimedOnAPartOfTheBatch() {
        Row row = measured(new Job(ROW, 4, null, count -> trial(count, 0, 10)));
        assertAll(
                () -> assertEquals(Status.OK, row.status()),
                () -> assertEquals(4, row.batch()),
                () -> assertTrue(row.time() >= 10_000 / 4, () -> "us: " + row.time()));
    }

    @Test
    void badAnswersAreFailuresAndNotTimed() {
        Row row = measured(new Job(ROW, 100, null, count -> trial(count, 1e-7, 0)));
        assertAll(
                () -> assertEquals(Status.FAILED, row.status()),
                () -> assertEquals(1e-7, row.worstResidual()),
                () -> assertNull(row.microsecondsPerProblem()),
                () -> assertEquals("relative residual 1.0E-7, expected at most 1.0E-8", row.reason()));
        Row unsolved = measured(new Job(ROW, 100, null, count -> trial(count, Double.POSITIVE_INFINITY, 0)));
        assertAll(
                () -> assertEquals(Status.FAILED, unsolved.status()),
                () -> assertNull(unsolved.worstResidual()),
                () -> assertTrue(unsolved.reason().contains("not solved"), unsolved::reason));
    }

    @Test
    void badGradientsAreFailuresToo() {
        Row row = measured(new Job(ROW, 100, null, count -> trial(count, 1e-9, 1e-3, 0)));
        assertAll(
                () -> assertEquals(Status.FAILED, row.status()),
                () -> assertEquals(1e-9, row.worstResidual(), "of the answers"),
                () -> assertNull(row.microsecondsPerProblem()),
                () -> assertEquals(
                        "gradients: relative residual of the adjoint system 0.001, expected at most 1.0E-6",
                        row.reason()));
        Row none = measured(new Job(ROW, 100, null, count -> trial(count, 1e-9, Double.POSITIVE_INFINITY, 0)));
        assertEquals(Status.FAILED, none.status());
        assertTrue(none.reason().contains("not made of numbers"), none::reason);
    }

    @Test
    void aSolverThatThrowsIsAFailure() {
        Row row = measured(new Job(ROW, 1, null, count -> {
            throw new IllegalStateException(new IllegalStateException("problem 1:\nsingular"));
        }));
        assertEquals(Status.FAILED, row.status());
        assertEquals("problem 1: singular", row.reason());
    }

    @Test
    void aSolverThatDoesNotFitOrIsNotThereIsAFailure() {
        Row large = measured(new Job(ROW, 1, null, count -> {
            throw new OutOfMemoryError("Java heap space");
        }));
        assertEquals(Status.FAILED, large.status());
        assertEquals("java.lang.OutOfMemoryError: Java heap space", large.reason());
        Row absent = measured(new Job(ROW, 1, null, count -> {
            throw new RuntimeException(new NoClassDefFoundError("a/Solver"));
        }));
        assertEquals(Status.FAILED, absent.status());
        assertEquals("java.lang.NoClassDefFoundError: a/Solver", absent.reason());
        Row silent = measured(new Job(ROW, 1, null, count -> {
            throw new ArithmeticException();
        }));
        assertEquals("java.lang.ArithmeticException", silent.reason());
    }

    @Test
    void whatIsMissingSaysWhy() {
        Row row = measured(new Job(ROW, 1, "no driver", count -> trial(count, 0, 0)));
        assertEquals(Status.MISSING, row.status());
        assertEquals("no driver", row.reason());
        assertEquals(List.of(), batches);
    }

    @Test
    void oneSlowRoundDoesNotCount() {
        int whole = ROW.batch();
        for (int slow = 0; slow < Measurement.ROUNDS; slow++) {
            List<Integer> milliseconds = new ArrayList<>(List.of(1, 1, 1));
            milliseconds.set(slow, 20);
            batches.clear();
            Row row = measured(new Job(ROW, whole, null, count -> trial(count, 0, milliseconds.get(batches.size()))));
            assertTrue(row.time() >= 1000.0 / whole && row.time() < 20_000.0 / whole, () -> "us: " + row.time());
        }
    }

    @Test
    void whatFailsInALaterRoundIsAFailure() {
        Row row = measured(new Job(ROW, 100, null, count -> {
            if (!batches.isEmpty()) {
                throw new OutOfMemoryError("Java heap space");
            }
            return trial(count, 0, 0);
        }));
        assertEquals(Status.FAILED, row.status());
        assertEquals("java.lang.OutOfMemoryError: Java heap space", row.reason());
    }

    private static Row measured(Job job) {
        Measurement measurement = new Measurement(job);
        for (int round = 0; round < Measurement.ROUNDS; round++) {
            measurement.round(0.02);
        }
        return measurement.row();
    }

    private Trial trial(int batch, double residual, int milliseconds) {
        return trial(batch, residual, 0, milliseconds);
    }

    private Trial trial(int batch, double residual, double ofGradients, int milliseconds) {
        batches.add(batch);
        return new Trial() {
            @Override
            public double residual() {
                return residual;
            }

            @Override
            public double gradientResidual() {
                return ofGradients;
            }

            @Override
            public void run() {
                long begin = System.nanoTime();
                while (System.nanoTime() - begin < milliseconds * 1_000_000L) {
                    Thread.onSpinWait();
                }
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }
}
