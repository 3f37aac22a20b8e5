package org.optnet4j.examples.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.QpStatus;
import org.optnet4j.examples.testing.TestSeed;

class StressTestTest {
    private final long seed = TestSeed.next();

    private Tally run(QpSettings settings, String backend, int threads, long... firstAndCount) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try (QpSolver solver = QpSolver.builder()
                .backend(backend)
                .settings(settings.withGradients(false))
                .pool(pool)
                .build()) {
            StressTest test = new StressTest(new ProblemFamily(6, 9, 2, seed), solver, pool);
            for (int i = 0; i < firstAndCount.length; i += 2) {
                test.run(firstAndCount[i], firstAndCount[i + 1], done -> {});
            }
            return test.tally();
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.examples.testing.AvailableBackends#names")
    void theTallyDependsNeitherOnThreadsNorOnChunks(String backend) {
        Tally one = run(QpSettings.defaults(), backend, 1, 0, 500);
        Tally four = run(QpSettings.defaults(), backend, 4, 0, 123, 123, 377);
        assertEquals(500, one.count(QpStatus.SOLVED), "seed " + seed);
        assertEquals(500, four.count(QpStatus.SOLVED), "seed " + seed);
        assertEquals(one.meanIterations(), four.meanIterations(), "seed " + seed);
        assertEquals(one.maxIterations(), four.maxIterations(), "seed " + seed);
        assertEquals(one.worstResidual(), four.worstResidual(), "seed " + seed);
        assertEquals(one.worstIndex(), four.worstIndex(), "seed " + seed);
        Tally again = run(QpSettings.defaults(), backend, 1, one.worstIndex(), 1);
        assertEquals(one.worstResidual(), again.worstResidual(), "seed " + seed);
    }

    @Test
    void unsolvedProblemsAreCountedAndTheFirstOnesNamed() {
        Tally tally = run(QpSettings.defaults().withMaxIterations(1), "java", 2, 40, 200);
        assertEquals(200, tally.count(QpStatus.MAX_ITERATIONS), "seed " + seed);
        assertEquals(5, tally.firstUnsolved().size(), "seed " + seed);
        assertEquals(40, tally.firstUnsolved().get(0).index(), "seed " + seed);
        assertEquals(-1, tally.worstIndex(), "seed " + seed);
        assertEquals(1, tally.meanIterations(), "seed " + seed);
    }
}
