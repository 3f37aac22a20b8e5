package org.optnet4j.examples.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final double FOURTH_ROOT = Math.sqrt(Math.sqrt(10));
    private static final Schedule TWO = new Schedule(
            List.of(new Phase(4, 0.16, 0.01, 0.1, 0.01, 3, 8), new Phase(2, 0.02, 0.02, 0.02, 0.02, 9, 9)));

    @Test
    void ratesGoGeometricallyFromStepToStep() {
        double[] expected = {0.16, 0.08, 0.04, 0.02, 0.02, 0.02, 0.02};
        for (int step = 0; step < expected.length; step++) {
            assertEquals(expected[step], TWO.at(step).rate(), 1e-15);
        }
    }

    @Test
    void smoothingIsAPowerOfTheFourthRootOfTen() {
        for (int step = 0; step < 4; step++) {
            assertEquals(0.1 * Math.pow(FOURTH_ROOT, -step), TWO.at(step).smoothing(), 1e-15);
        }
        assertEquals(0.1 * Math.pow(FOURTH_ROOT, -3), TWO.at(4).smoothing(), 1e-15);
        assertEquals(0.1, TWO.at(0).smoothing());
        long values = IntStream.range(0, 2 * Schedule.DEFAULT.steps())
                .mapToDouble(step -> Schedule.DEFAULT.at(step).smoothing())
                .distinct()
                .count();
        assertEquals(5, values);
    }

    @Test
    void holesAreThoseOfThePhase() {
        assertEquals(3, TWO.at(3).fewestHoles());
        assertEquals(8, TWO.at(3).mostHoles());
        assertEquals(9, TWO.at(4).fewestHoles());
        assertEquals(4, TWO.lastPhase());
    }

    @Test
    void theEndStays() {
        Schedule falling = new Schedule(List.of(new Phase(4, 0.16, 0.01, 0.1, 0.01, 3, 8)));
        assertEquals(0, falling.lastPhase());
        assertEquals(new StepPlan(0.01, 0.01, 3, 8), falling.at(4));
        assertEquals(falling.at(4), falling.at(1_000_000_000_000L));
    }

    @Test
    void phasesMayBeLongerOrShorter() {
        assertEquals(950, Schedule.DEFAULT.steps());
        assertEquals(9500, Schedule.DEFAULT.times(10).steps());
        assertEquals(4, Schedule.DEFAULT.times(1e-9).steps());
        assertEquals(TWO.at(3), TWO.times(3).at(9));
        for (int step = 0; step < 950; step++) {
            StepPlan plan = Schedule.DEFAULT.at(step);
            assertTrue(plan.rate() <= 0.05 && plan.rate() > 0.001, "step " + step);
        }
    }
}
