package org.optnet4j.linalg;

import java.util.Objects;

/** What became of each matrix of a batch. */
final class Info {
    private final int[] codes;

    Info(int batch) {
        codes = new int[batch];
    }

    int[] codes() {
        return codes;
    }

    int of(int k) {
        return codes[Objects.checkIndex(k, codes.length)];
    }

    boolean allZero() {
        for (int code : codes) {
            if (code != 0) {
                return false;
            }
        }
        return true;
    }
}
