package org.optnet4j.examples.sudoku;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Random equalities: A uniform in [0, 1), through the point where all values of a cell are equally likely. */
final class RandomStart {
    private RandomStart() {}

    static Equations draw(Grid grid, int equalities, SplittableRandom random) {
        int n = grid.oneHot();
        return new Equations(random.doubles((long) equalities * n).toArray(), evenly(grid));
    }

    /** Where all values of a cell are equally likely. */
    static double[] evenly(Grid grid) {
        double[] z0 = new double[grid.oneHot()];
        Arrays.fill(z0, 1.0 / grid.side());
        return z0;
    }
}
