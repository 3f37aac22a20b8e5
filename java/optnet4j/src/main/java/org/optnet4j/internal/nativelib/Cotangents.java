package org.optnet4j.internal.nativelib;

import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;

/** Gradients of a loss with respect to x, nu and lambda, as the native methods take them; null stands for zero. */
final class Cotangents {
    final @Nullable Object[] operands;
    final int shared;

    Cotangents(@Nullable BatchArray... given) {
        operands = new Object[given.length];
        int mask = 0;
        for (int i = 0; i < given.length; i++) {
            BatchArray one = given[i];
            if (one != null) {
                operands[i] = one.storage();
                mask |= one.isShared() ? 1 << i : 0;
            }
        }
        shared = mask;
    }
}
