package org.optnet4j.examples.sudoku;

import java.util.List;

/**
 * How a training on a large board goes on, step by step: easy puzzles and much smoothing first.
 *
 * @param phases one after the other; what the last one ends with stays
 */
record Schedule(List<Phase> phases) {
    /** Learns the rules of 9x9 Sudoku from a random start, in batches of 32. */
    static final Schedule DEFAULT = new Schedule(List.of(
            new Phase(300, 0.05, 0.05, 0.03, 0.03, 3, 8),
            new Phase(200, 0.05, 0.01, 0.03, 0.03, 3, 10),
            new Phase(250, 0.01, 0.001, 0.03, 0.003, 3, 15),
            new Phase(200, 0.015, 0.001, 0.03, 0.006, 15, 32)));

    /** How many steps all phases have. */
    int steps() {
        return phases.stream().mapToInt(Phase::steps).sum();
    }

    /** The first step of the last phase, 0 for the first of all. */
    int lastPhase() {
        return steps() - last().steps();
    }

    /** The same with phases that are so many times as long. */
    Schedule times(double factor) {
        return new Schedule(phases.stream().map(phase -> phase.times(factor)).toList());
    }

    /**
     * What holds in a step.
     *
     * @param step its number, 0 for the first
     */
    StepPlan at(long step) {
        long left = step;
        for (Phase phase : phases) {
            if (left < phase.steps()) {
                return phase.at((double) left / phase.steps());
            }
            left -= phase.steps();
        }
        return last().at(1);
    }

    private Phase last() {
        return phases.get(phases.size() - 1);
    }
}
