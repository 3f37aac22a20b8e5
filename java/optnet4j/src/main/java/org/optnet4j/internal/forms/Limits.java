package org.optnet4j.internal.forms;

import java.util.Arrays;
import org.optnet4j.BatchArray;

/** Both bounds of rows or variables for a batch: equal where one is held, infinite elsewhere. */
final class Limits {
    private final int length;
    private final double[] above;
    private final double[] below;

    Limits(int problems, int length) {
        this.length = length;
        above = new double[problems * length];
        below = new double[problems * length];
        Arrays.fill(above, Double.POSITIVE_INFINITY);
        Arrays.fill(below, Double.NEGATIVE_INFINITY);
    }

    void hold(int problem, int j, double value) {
        above[problem * length + j] = value;
        below[problem * length + j] = value;
    }

    BatchArray upper() {
        return BatchArray.perProblem(above);
    }

    BatchArray lower() {
        return BatchArray.perProblem(below);
    }
}
