package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Bits;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;

/** Solvers and solutions may be closed at any time, from any thread, more than once. */
@ExtendWith(Seed.class)
@Tag("backend")
class LifecycleTest {

    private static final BatchArray ONES = BatchArray.shared(1, 1, 1, 1, 1);

    static Stream<String> backends() {
        return AvailableBackends.names();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aClosedSolverSaysSo(String backend) {
        QpSolver solver = solver(backend);
        solver.close();
        solver.close();
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> solver.solve(batch(3)));
        assertEquals("solve: this QpSolver is closed", thrown.getMessage());
        assertEquals(backend, solver.backend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aSolutionOutlivesItsSolver(String backend) {
        QpSolver solver = solver(backend);
        try (QpSolution solution = solver.solve(batch(20))) {
            double[] before = solution.gradients(ONES).Q().doubles();
            solver.close();
            assertArrayEquals(before, solution.gradients(ONES).Q().doubles());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aClosedSolutionKeepsItsArraysOnly(String backend) {
        try (QpSolver solver = solver(backend)) {
            QpSolution solution = solver.solve(batch(3));
            double[] x = solution.x().toDoubles();
            solution.close();
            solution.close();
            assertArrayEquals(x, solution.x().toDoubles());
            assertTrue(solution.allSolved());
            IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> solution.gradients(ONES));
            assertEquals("gradients: this QpSolution is closed", thrown.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void withoutFactorisationsThereAreNoGradients(String backend) {
        QpSettings settings = QpSettings.defaults().withGradients(false);
        try (QpSolver solver =
                        QpSolver.builder().backend(backend).settings(settings).build();
                QpSolution solution = solver.solve(batch(3))) {
            assertTrue(solution.allSolved());
            IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> solution.gradients(ONES));
            assertTrue(thrown.getMessage().contains("withGradients(false)"), thrown.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void severalThreadsMaySolveWithOneSolver(String backend) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (QpSolver solver = solver(backend);
                QpSolution expected = solver.solve(batch(50))) {
            List<Future<QpSolution>> solutions = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                solutions.add(threads.submit(() -> solver.solve(expected.batch())));
            }
            for (Future<QpSolution> future : solutions) {
                try (QpSolution actual = future.get()) {
                    Bits.assertSame(expected, 7, actual, 7);
                    assertArrayEquals(expected.x().doubles(), actual.x().doubles());
                    assertArrayEquals(
                            expected.gradients(ONES).A().doubles(),
                            actual.gradients(ONES).A().doubles());
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void closingWhileOthersWorkIsSafe(String backend) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        QpBatch batch = batch(200);
        try {
            for (int round = 0; round < 10; round++) {
                QpSolver solver = solver(backend);
                QpSolution solution = solver.solve(batch);
                CountDownLatch go = new CountDownLatch(1);
                List<Future<?>> work = new ArrayList<>();
                work.add(threads.submit(
                        () -> afterwards(go, () -> solver.solve(batch).close())));
                work.add(threads.submit(() -> afterwards(go, () -> solution.gradients(ONES))));
                work.add(threads.submit(() -> afterwards(go, solver::close)));
                work.add(threads.submit(() -> afterwards(go, solution::close)));
                go.countDown();
                for (Future<?> each : work) {
                    assertDoneOrClosed(each);
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void anInterruptedThreadMaySolve(String backend) {
        try (QpSolver solver = solver(backend)) {
            Thread.currentThread().interrupt();
            try (QpSolution solution = solver.solve(batch(100))) {
                assertTrue(solution.allSolved());
                assertEquals(5 * 5 * 100, solution.gradients(ONES).Q().length());
            }
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt is still there");
        }
    }

    private static QpSolver solver(String backend) {
        return QpSolver.builder().backend(backend).build();
    }

    private static QpBatch batch(int size) {
        QpData data = Case.of(Family.OPTNET, size, 5, 4, 1, "").data(Seed.random("lifecycle"));
        return data.toBatch();
    }

    private static void afterwards(CountDownLatch go, Runnable work) {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        work.run();
    }

    private static void assertDoneOrClosed(Future<?> work) throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            assertTrue(
                    e.getCause().getMessage().endsWith("is closed"),
                    e.getCause().toString());
        }
    }
}
