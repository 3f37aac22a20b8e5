package org.optnet4j.internal.nativelib;

import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.Form;
import org.optnet4j.QpBatch;

/**
 * A batch as the native methods take it: {n, m, p, precision, whether Q is a diagonal, form}, the nine parameters, and
 * which of them are shared.
 */
final class BatchOperands {
    private static final int DUAL = 0;
    private static final int NORMAL = 1;

    final int[] shape;
    final @Nullable Object[] operands;
    final int shared;

    BatchOperands(QpBatch batch, Form form) {
        shape = new int[] {
            batch.n(),
            batch.m(),
            batch.p(),
            batch.precision().ordinal(),
            batch.isDiagonal() ? 1 : 0,
            form == Form.NORMAL ? NORMAL : DUAL
        };
        BatchArray[] parameters = {
            batch.Q(), batch.q(), batch.A(), batch.b(), batch.G(), batch.h(), batch.l(), batch.lb(), batch.ub()
        };
        operands = new Object[parameters.length];
        int mask = 0;
        for (int i = 0; i < parameters.length; i++) {
            operands[i] = parameters[i].length() == 0 ? null : parameters[i].storage();
            mask |= parameters[i].isShared() ? 1 << i : 0;
        }
        shared = mask;
    }
}
