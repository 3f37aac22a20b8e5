package org.optnet4j.internal.reference;

import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;

/** For which problems of a batch some parameters are finite; shared ones are looked at once. */
final class Finite {
    private final int batchSize;
    private final BatchArray[] parameters;
    private final boolean shared;

    Finite(QpBatch batch, BatchArray... parameters) {
        batchSize = batch.batchSize();
        this.parameters = parameters;
        boolean finite = true;
        for (BatchArray parameter : parameters) {
            finite = finite && (!parameter.isShared() || isFinite(parameter, 0, parameter.length()));
        }
        shared = finite;
    }

    /** Whether all numbers of a problem are finite. */
    boolean test(int problem) {
        if (!shared) {
            return false;
        }
        for (BatchArray parameter : parameters) {
            if (!parameter.isShared()) {
                int blockLength = parameter.length() / batchSize;
                if (!isFinite(parameter, problem * blockLength, blockLength)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isFinite(BatchArray values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (!Double.isFinite(values.get(i))) {
                return false;
            }
        }
        return true;
    }
}
