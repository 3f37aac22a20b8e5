package org.optnet4j.experiments.timing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StopwatchTest {
    /** Returns the numbers that it is given, one a run. */
    private static final class Scripted implements Stopwatch.Trial {
        private final double[] seconds;
        private int runs;

        Scripted(double... seconds) {
            this.seconds = seconds;
        }

        @Override
        public double[] run() {
            double next = seconds[runs++];
            return new double[] {next, 10 * next};
        }
    }

    @Test
    void theFirstTrialDoesNotCount() {
        Stopwatch.Median median = new Stopwatch(4, 0, 100).median(new Scripted(1000, 3, 1, 2));
        assertArrayEquals(new double[] {2, 20}, median.seconds());
        assertEquals(3, median.trials());
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertEquals(
                2.5,
                new Stopwatch(5, 0, 100).median(new Scripted(0, 4, 1, 2, 3)).seconds()[0]);
    }

    @Test
    void noTrialBeginsAfterTheTimeIsOver() {
        Scripted trial = new Scripted(9, 5, 7, 7);
        Stopwatch.Median median = new Stopwatch(4, 0, 0).median(trial);
        assertEquals(5, median.seconds()[0]);
        assertEquals(1, median.trials());
        assertEquals(2, trial.runs);
    }

    @Test
    void warmsUpForTheWholeTime() {
        double begin = Stopwatch.now();
        int[] runs = {0};
        new Stopwatch(2, 0.05, 1).median(() -> {
            runs[0]++;
            return new double[] {1};
        });
        assertTrue(runs[0] > 2 && Stopwatch.now() - begin >= 0.05, runs[0] + " runs");
    }
}
