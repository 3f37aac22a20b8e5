package org.optnet4j.internal.nativelib;

import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;

/** A batch as the native methods take it: {n, m, p, precision}, the six parameters, and which of them are shared. */
final class BatchOperands {
    final int[] shape;
    final Object[] operands;
    final int shared;

    BatchOperands(QpBatch batch) {
        shape = new int[] {batch.n(), batch.m(), batch.p(), batch.precision().ordinal()};
        BatchArray[] parameters = {batch.Q(), batch.q(), batch.A(), batch.b(), batch.G(), batch.h()};
        operands = new Object[parameters.length];
        int mask = 0;
        for (int i = 0; i < parameters.length; i++) {
            operands[i] = parameters[i].storage();
            mask |= parameters[i].isShared() ? 1 << i : 0;
        }
        shared = mask;
    }
}
