package org.optnet4j.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.benchmarks.bench.OptnetBatch;
import org.optnet4j.benchmarks.problems.BenchmarkCase;
import org.optnet4j.benchmarks.problems.KktResidual;
import org.optnet4j.benchmarks.problems.PositiveDefinite;
import org.optnet4j.benchmarks.problems.Problems;
import org.optnet4j.benchmarks.problems.RandomDense;

/** All solvers are called with the right signs and layouts: their answers are optimal. */
class PeersTest {
    private final ForkJoinPool pool = new ForkJoinPool(2);

    @AfterEach
    void shutdown() {
        pool.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void otherSolversSolve(JvmSolver solver) {
        for (int p : new int[] {0, 2}) {
            Problems problems = RandomDense.make(6, 16, 12, p);
            double residual = KktResidual.worst(problems, new PeerBatch(solver.solver(), problems, pool).solve());
            assertTrue(residual <= 1e-8, () -> "p " + problems.p() + ": " + residual);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAP", "DIRECT", "SHARED", "BOUNDS"})
    void everyCaseIsSolved(OptnetBatch.Storage storage) {
        for (BenchmarkCase each : BenchmarkCase.all()) {
            if (storage != OptnetBatch.Storage.SHARED || each.sharing()) {
                try (OptnetBatch batch =
                        new OptnetBatch("auto", pool, each.generator().apply(2), storage)) {
                    double residual = batch.residual();
                    assertTrue(residual <= 1e-8, () -> each.name() + ": " + residual);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void matricesAreFactored(CholeskyLibrary library) {
        PositiveDefinite systems = PositiveDefinite.make(5, 7);
        if (library.unavailable().isPresent()) {
            return;
        }
        try (CholeskyWay way = library.start(pool, 5, 7)) {
            double[] x = systems.b().clone();
            double[] solvedFactors = systems.A().clone();
            way.factorAndSolve(solvedFactors, x);
            assertTrue(systems.residual(x) <= 1e-14, () -> "residual " + systems.residual(x));
            double[] factors = systems.A().clone();
            way.factor(factors);
            for (int i = 0; i < 7; i++) {
                assertTrue(Math.abs(factors[i * 7] - solvedFactors[i * 7]) <= 1e-14, "first column");
            }
            double[] indefinite = systems.A().clone();
            Arrays.setAll(indefinite, i -> -indefinite[i]);
            assertThrows(RuntimeException.class, () -> way.factor(indefinite));
        }
    }

    @Test
    void everyLibraryHasAVersion() {
        for (JvmSolver solver : JvmSolver.values()) {
            assertTrue(solver.version().matches("\\d+(\\.\\d+)+"), solver::version);
        }
        for (CholeskyLibrary library : CholeskyLibrary.values()) {
            assertTrue(library.version().matches("\\d+(\\.\\d+)+"), library::version);
        }
        assertThrows(IllegalArgumentException.class, () -> Versions.of("lapack"));
    }
}
