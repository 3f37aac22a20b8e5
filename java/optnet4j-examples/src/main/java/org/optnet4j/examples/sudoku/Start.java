package org.optnet4j.examples.sudoku;

import java.util.List;
import java.util.SplittableRandom;

/** Where the training of a large board's layer starts, as users write it. */
public enum Start {
    /** {@link RandomStart}. */
    random {
        @Override
        Equations equations(List<Board> training, int equalities, SplittableRandom source) {
            return RandomStart.draw(training.get(0).grid(), equalities, source);
        }
    },
    /** {@link DataStart}. */
    data {
        @Override
        Equations equations(List<Board> training, int equalities, SplittableRandom source) {
            return DataStart.of(training, equalities);
        }
    };

    abstract Equations equations(List<Board> training, int equalities, SplittableRandom source);
}
