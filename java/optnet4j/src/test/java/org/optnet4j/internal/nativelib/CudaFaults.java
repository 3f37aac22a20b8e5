package org.optnet4j.internal.nativelib;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.optnet4j.BatchArray;
import org.optnet4j.CudaException;
import org.optnet4j.CudaOutOfMemoryException;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.BackendUnavailableException;
import org.optnet4j.backend.Backends;

/** Programs that meet emulated devices with something wrong with them; the environment says what. */
final class CudaFaults {
    private static final int SIZE = 40;
    private static final BatchArray ONES = BatchArray.shared(1, 1, 1);

    private CudaFaults() {}

    public static void main(String[] scenario) {
        switch (scenario[0]) {
            case "report" -> System.out.print(Backends.report());
            case "lost" -> lost();
            case "once" -> once();
            case "chunks" -> sameAsTheCpu();
            case "full" -> full();
            case "leaks" -> leaks();
            case "unavailable" -> unavailable();
            default -> throw new IllegalArgumentException(scenario[0]);
        }
        System.out.println("survived");
    }

    /** The device is lost while it solves: every use says so, and the process goes on without it. */
    private static void lost() {
        QpSolver solver = solver("cuda");
        CudaException first = expect(CudaException.class, () -> solver.solve(batch()));
        require(first.cudaName().equals("cudaErrorLaunchFailure"), first);
        require(first.call().startsWith("cuda"), first);
        for (int i = 0; i < 3; i++) {
            CudaException again = expect(CudaException.class, () -> solver.solve(batch()));
            require(again.cudaName().equals("cudaErrorLaunchFailure"), again);
            require(again.getMessage().contains("cannot be used any more"), again);
        }
        solver.close();
        List<String> reasons = cuda().unavailableReasons();
        require(reasons.size() == 1 && reasons.get(0).contains("cudaErrorLaunchFailure"), reasons);
        try (QpSolver auto = solver("auto")) {
            require(auto.backend().equals("cpu"), auto.backend());
            auto.solve(batch()).close();
        }
    }

    /** One call fails: the solver, and what it solved before, can be used as if nothing had happened. */
    private static void once() {
        try (QpSolver solver = solver("cuda")) {
            CudaException thrown = null;
            for (int i = 0; i < 50 && thrown == null; i++) {
                try (QpSolution solution = solver.solve(batch())) {
                    solution.gradients(ONES);
                } catch (CudaException failed) {
                    thrown = failed;
                }
            }
            require(thrown != null && thrown.cudaName().equals("cudaErrorInvalidValue"), thrown);
            sameAsTheCpu(solver);
        }
    }

    private static void sameAsTheCpu() {
        try (QpSolver solver = solver("cuda")) {
            sameAsTheCpu(solver);
        }
    }

    private static void sameAsTheCpu(QpSolver cuda) {
        try (QpSolver cpu = solver("cpu");
                QpSolution expected = cpu.solve(batch());
                QpSolution actual = cuda.solve(batch())) {
            require(Arrays.equals(expected.x().doubles(), actual.x().doubles()), "x differs");
            QpGradients expectedGradients = expected.gradients(ONES);
            QpGradients actualGradients = actual.gradients(ONES);
            require(
                    Arrays.equals(
                            expectedGradients.Q().doubles(), actualGradients.Q().doubles()),
                    "dQ differs");
            require(
                    Arrays.equals(
                            expectedGradients.q().doubles(), actualGradients.q().doubles()),
                    "dq differs");
        }
    }

    /** Not one problem fits. */
    private static void full() {
        try (QpSolver solver = solver("cuda")) {
            CudaOutOfMemoryException thrown = expect(CudaOutOfMemoryException.class, () -> solver.solve(batch()));
            require(thrown.neededBytes() > thrown.freeBytes() && thrown.freeBytes() >= 0, thrown);
            require(thrown.getMessage().contains(thrown.neededBytes() + " bytes"), thrown);
            require(thrown.getMessage().contains("n = 3, m = 0, p = 0"), thrown);
        }
    }

    /** What is closed gives all of its memory back, in whatever order; what is dropped does when it is needed. */
    private static void leaks() {
        CudaRuntime.requireAvailable();
        long free = CudaRuntime.freeMemory(0);
        QpSolver solver = solver("cuda");
        QpSolution first = solver.solve(batch());
        QpSolution second = solver.solve(batch());
        require(CudaRuntime.freeMemory(0) < free, "nothing was taken");
        first.gradients(ONES);
        first.close();
        solver.close();
        second.gradients(ONES);
        second.close();
        require(CudaRuntime.freeMemory(0) == free, free - CudaRuntime.freeMemory(0) + " bytes are lost");

        QpSolver hungry = solver("cuda");
        for (int i = 0; i < 200; i++) {
            hungry.solve(batch());
        }
        hungry.close();
        for (int attempt = 1; CudaRuntime.freeMemory(0) < free && attempt <= Garbage.COLLECTIONS; attempt++) {
            Garbage.collect(attempt);
        }
        require(CudaRuntime.freeMemory(0) == free, free - CudaRuntime.freeMemory(0) + " bytes were not collected");
    }

    private static void unavailable() {
        List<String> reasons = cuda().unavailableReasons();
        require(reasons.size() == 1, reasons);
        BackendUnavailableException thrown = expect(BackendUnavailableException.class, () -> solver("cuda"));
        require(thrown.getMessage().equals("Back end 'cuda' is unavailable: " + reasons.get(0)), thrown);
        try (QpSolver auto = solver("auto")) {
            require(auto.backend().equals("cpu"), auto.backend());
        }
        System.out.println(reasons.get(0));
    }

    private static Backend cuda() {
        return Backends.all().stream()
                .filter(backend -> backend.name().equals("cuda"))
                .findFirst()
                .orElseThrow();
    }

    private static QpSolver solver(String backend) {
        return QpSolver.builder()
                .backend(backend)
                .settings(QpSettings.defaults())
                .build();
    }

    private static QpBatch batch() {
        return QpBatch.builder(SIZE, 3)
                .Q(BatchArray.shared(3, 1, 0, 1, 4, 1, 0, 1, 5))
                .q(BatchArray.perProblem(new Random(5).doubles(SIZE * 3L).toArray()))
                .build();
    }

    private static <T extends RuntimeException> T expect(Class<T> type, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException thrown) {
            if (type.isInstance(thrown)) {
                return type.cast(thrown);
            }
            throw new AssertionError("expected " + type, thrown);
        }
        throw new AssertionError("expected " + type);
    }

    private static void require(boolean condition, Object otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
