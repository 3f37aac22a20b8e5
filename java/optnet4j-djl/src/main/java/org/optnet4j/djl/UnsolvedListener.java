package org.optnet4j.djl;

import org.optnet4j.QpStatus;

/**
 * Told of every problem of a batch that an {@link OptNetBlock} could not solve. Its output is zero, and it contributes
 * nothing to any gradient.
 */
@FunctionalInterface
public interface UnsolvedListener {
    /**
     * One problem was not solved.
     *
     * @param index its index in the batch
     * @param status why, never {@link QpStatus#SOLVED}
     */
    void onUnsolved(int index, QpStatus status);
}
