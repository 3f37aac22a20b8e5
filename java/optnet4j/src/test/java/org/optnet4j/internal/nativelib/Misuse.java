package org.optnet4j.internal.nativelib;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.junit.jupiter.api.function.Executable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;

/** A program that uses a solver wrongly in every way the API lets it, and checks that right use still works after. */
final class Misuse {

    private static final int SIZE = 40;
    private static final int ROUNDS = 30;

    private Misuse() {}

    public static void main(String[] arguments) throws Exception {
        QpBatch batch = doubles(SIZE);
        double[] expected = solve(batch);

        useAfterClose(batch);
        wrongUpstream(batch);
        closeWhileOthersWork(batch);
        interrupted(batch);
        poolThatIsGone(batch);
        insideItsOwnPool(batch);
        dropped(batch);
        everyKindOfMemory();

        if (!Arrays.equals(expected, solve(batch))) {
            throw new AssertionError("the answer has changed");
        }
        System.out.println("survived");
    }

    private static double[] solve(QpBatch batch) {
        try (QpSolver solver = QpSolver.create();
                QpSolution solution = solver.solve(batch)) {
            require(solution.allSolved(), "not solved");
            QpGradients gradients = solution.gradients(BatchArray.shared(1, -1, 2));
            double[] all = Arrays.copyOf(solution.x().toDoubles(), SIZE * 3 + 9);
            System.arraycopy(gradients.Q().toDoubles(), 0, all, SIZE * 3, 9);
            return all;
        }
    }

    private static void useAfterClose(QpBatch batch) {
        QpSolver solver = QpSolver.create();
        QpSolution solution = solver.solve(batch);
        solver.close();
        solver.close();
        throwsException(IllegalStateException.class, () -> solver.solve(batch));
        solution.gradients(BatchArray.shared(1, 1, 1));
        solution.close();
        solution.close();
        throwsException(IllegalStateException.class, () -> solution.gradients(BatchArray.shared(1, 1, 1)));
        require(solution.x().length() == SIZE * 3, "arrays stay readable");
    }

    private static void wrongUpstream(QpBatch batch) {
        try (QpSolver solver = QpSolver.create();
                QpSolution solution = solver.solve(batch)) {
            throwsException(IllegalArgumentException.class, () -> solution.gradients(BatchArray.shared(1, 1)));
            throwsException(IllegalArgumentException.class, () -> solution.gradients(BatchArray.perProblem(1, 1, 1)));
            throwsException(
                    IllegalArgumentException.class, () -> solution.gradients(BatchArray.shared(new float[] {1, 1, 1})));
            throwsException(
                    IllegalArgumentException.class,
                    () -> solution.gradients(null, null, BatchArray.shared(new double[100])));
            solution.gradients(null, null, null);
        }
        throwsException(NullPointerException.class, () -> {
            try (QpSolver solver = QpSolver.create()) {
                solver.solve((QpBatch) null);
            }
        });
    }

    /** Each call either works or says that it came too late. */
    private static void closeWhileOthersWork(QpBatch batch) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            QpSolver solver = QpSolver.create();
            QpSolution solution = solver.solve(batch);
            CountDownLatch working = new CountDownLatch(4);
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                boolean backward = i % 2 == 0;
                others.add(threads.submit(() -> {
                    working.countDown();
                    try {
                        while (true) {
                            if (backward) {
                                solution.gradients(BatchArray.shared(1, 1, 1));
                            } else {
                                solver.solve(batch).close();
                            }
                        }
                    } catch (IllegalStateException closed) {
                        require(String.valueOf(closed.getMessage()).contains("closed"), closed.getMessage());
                    }
                }));
            }
            working.await();
            Thread.sleep(random.nextInt(5));
            solution.close();
            solver.close();
            for (Future<?> other : others) {
                other.get();
            }
        }
        threads.shutdown();
    }

    private static void interrupted(QpBatch batch) {
        Thread.currentThread().interrupt();
        solve(batch);
        require(Thread.interrupted(), "the interrupt is not swallowed");
    }

    private static void poolThatIsGone(QpBatch batch) {
        ForkJoinPool pool = new ForkJoinPool(2);
        pool.shutdownNow();
        try (QpSolver solver = QpSolver.builder().pool(pool).build()) {
            solver.solve(batch).close();
        }
    }

    private static void insideItsOwnPool(QpBatch batch) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        try (QpSolver solver = QpSolver.builder().pool(pool).build()) {
            pool.submit(() -> solver.solve(batch).gradients(BatchArray.shared(1, 1, 1)))
                    .get();
        } finally {
            pool.shutdown();
        }
    }

    /** Never closed: the collector has to find them, and not those still in use. */
    private static void dropped(QpBatch batch) {
        QpSolver solver = QpSolver.create();
        QpSolution kept = solver.solve(batch);
        for (int i = 0; i < 200; i++) {
            solver.solve(batch);
            if (i % 50 == 0) {
                System.gc();
            }
        }
        kept.gradients(BatchArray.shared(1, 1, 1));
    }

    private static void everyKindOfMemory() {
        try (QpSolver solver = QpSolver.create(QpSettings.defaults())) {
            QpBatch heap = doubles(SIZE);
            DoubleBuffer odd = ByteBuffer.allocateDirect(8 * (SIZE * 3 + 5))
                    .order(ByteOrder.nativeOrder())
                    .asDoubleBuffer();
            odd.position(2).put(heap.q().toDoubles());
            odd.position(2).limit(2 + SIZE * 3);
            QpBatch direct = QpBatch.builder(SIZE, 3)
                    .Q(heap.Q())
                    .q(BatchArray.perProblem(odd))
                    .A(heap.A())
                    .b(heap.b())
                    .G(heap.G())
                    .h(heap.h())
                    .build();
            try (QpSolution fromHeap = solver.solve(heap);
                    QpSolution fromDirect = solver.solve(direct)) {
                require(
                        Arrays.equals(fromHeap.x().toDoubles(), fromDirect.x().toDoubles()),
                        "direct buffers give other bits");
            }
            FloatBuffer floats = ByteBuffer.allocateDirect(4 * 3)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            QpBatch single = QpBatch.builder(5, 3)
                    .Q(BatchArray.shared(heap.Q().toFloats()))
                    .q(BatchArray.shared(floats))
                    .build();
            try (QpSolution solution = solver.solve(single)) {
                require(solution.allSolved(), "float32 not solved");
                solution.gradients(BatchArray.shared(new float[] {1, 1, 1}));
            }
            try (QpSolution nothing = solver.solve(doubles(0))) {
                nothing.gradients(BatchArray.shared(1, 1, 1));
            }
        }
    }

    /** Three variables, one equality, two inequalities; q and b per problem, the rest shared. */
    private static QpBatch doubles(int size) {
        Random random = new Random(7);
        return QpBatch.builder(size, 3)
                .Q(BatchArray.shared(3, 1, 0, 1, 4, 1, 0, 1, 5))
                .q(BatchArray.perProblem(random.doubles(size * 3L).toArray()))
                .A(BatchArray.shared(1, 1, 1))
                .b(BatchArray.perProblem(random.doubles(size).toArray()))
                .G(BatchArray.shared(-1, 0, 0, 0, -1, 0))
                .h(BatchArray.shared(0.1, 0.2))
                .build();
    }

    private static void throwsException(Class<? extends Exception> expected, Executable call) {
        try {
            call.execute();
        } catch (Throwable thrown) {
            require(expected.isInstance(thrown), "expected " + expected + ", got " + thrown);
            return;
        }
        throw new AssertionError("expected " + expected);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
