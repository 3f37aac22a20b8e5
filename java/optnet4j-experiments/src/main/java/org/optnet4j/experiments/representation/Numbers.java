package org.optnet4j.experiments.representation;

import java.util.Arrays;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.layer.Parametrisation.Fixed;

/**
 * Numbers on their way into a layer of some precision.
 *
 * @param precision of the layer
 */
record Numbers(Precision precision) {
    Fixed fixed(double... values) {
        return new Fixed(shared(values));
    }

    BatchArray shared(double... values) {
        return BatchArray.shared(values).to(precision);
    }

    BatchArray perProblem(double... values) {
        return BatchArray.perProblem(values).to(precision);
    }

    /** The numbers with their signs changed. */
    static double[] negated(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }

    /** A multiple of the identity. */
    static double[] diagonal(int n, double value) {
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            matrix[i * n + i] = value;
        }
        return matrix;
    }
}
