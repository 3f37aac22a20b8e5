package org.optnet4j.internal.nativelib;

import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpParameter;
import org.optnet4j.internal.Targets;

/** Where the gradients of Q, q, A, b, G and h go, in the order of the native methods; empty where one is not wanted. */
final class DenseGradients {
    private static final QpParameter[] PARAMETERS = {
        QpParameter.Q, QpParameter.q, QpParameter.A, QpParameter.b, QpParameter.G, QpParameter.h
    };

    final BatchArray[] arrays = new BatchArray[PARAMETERS.length];

    DenseGradients(GradientTargets targets, QpBatch batch) {
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = Targets.provide(targets, PARAMETERS[i], batch);
        }
    }

    QpGradients toGradients() {
        return new QpGradients(arrays[0], arrays[1], arrays[2], arrays[3], arrays[4], arrays[5]);
    }
}
