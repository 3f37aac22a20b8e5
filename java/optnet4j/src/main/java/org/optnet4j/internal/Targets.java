package org.optnet4j.internal;

import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpParameter;

/** Memory for gradients, as back ends need it. */
public final class Targets {
    private Targets() {}

    /** Where a gradient is to be written: the caller's memory, a fresh array of zeros, or empty if it is not wanted. */
    public static BatchArray provide(GradientTargets targets, QpParameter parameter, QpBatch batch) {
        if (!targets.wants(parameter)) {
            return BatchArray.none(batch.precision());
        }
        BatchArray target = targets.target(parameter);
        return target != null ? target : zeros(parameter.of(batch));
    }

    private static BatchArray zeros(BatchArray like) {
        int length = like.length();
        if (like.precision() == Precision.FLOAT64) {
            double[] zeros = new double[length];
            return like.isShared() ? BatchArray.shared(zeros) : BatchArray.perProblem(zeros);
        }
        float[] zeros = new float[length];
        return like.isShared() ? BatchArray.shared(zeros) : BatchArray.perProblem(zeros);
    }
}
