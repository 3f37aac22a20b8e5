package org.optnet4j.experiments.representation;

import java.util.SplittableRandom;

/** Random vectors. */
final class Draw {
    private Draw() {}

    static double[] normals(int count, SplittableRandom random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
