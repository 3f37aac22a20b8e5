package org.optnet4j.internal.reference;

import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;

/** Which problems of a batch have finite data; shared data are looked at once. */
final class Finite {
    private final QpBatch batch;
    private final boolean shared;

    Finite(QpBatch batch) {
        this.batch = batch;
        boolean finite = true;
        for (BatchArray parameter : parameters(batch)) {
            finite = finite && (!parameter.isShared() || isFinite(parameter, 0, parameter.length()));
        }
        shared = finite;
    }

    /** Whether all numbers of a problem are finite. */
    boolean test(int problem) {
        if (!shared) {
            return false;
        }
        for (BatchArray parameter : parameters(batch)) {
            if (!parameter.isShared()) {
                int blockLength = parameter.length() / batch.batchSize();
                if (!isFinite(parameter, problem * blockLength, blockLength)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static BatchArray[] parameters(QpBatch batch) {
        return new BatchArray[] {batch.Q(), batch.q(), batch.A(), batch.b(), batch.G(), batch.h()};
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
