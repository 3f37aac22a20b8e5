package org.optnet4j.cuda;

import org.optnet4j.Precision;

/**
 * What decides how much memory a batch needs.
 *
 * @param shared bit i set where parameter i of {@link #NAMES} is one block for the whole batch
 */
record DeviceShape(int batchSize, int n, int m, int p, Precision precision, int shared) {
    /** The parameters, in the order of the native interface. */
    static final String NAMES = "QqAbGh";

    boolean isShared(int parameter) {
        return (shared >> parameter & 1) != 0;
    }

    /** How many numbers a parameter has, in all blocks together. */
    long length(int parameter) {
        long block = switch (parameter) {
            case 0 -> (long) n * n;
            case 1 -> n;
            case 2 -> (long) p * n;
            case 3 -> p;
            case 4 -> (long) m * n;
            default -> m;
        };
        return isShared(parameter) ? block : Math.multiplyExact(batchSize, block);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("batchSize=" + batchSize);
        text.append(", n=").append(n).append(", m=").append(m).append(", p=").append(p);
        text.append(", ").append(precision).append(", shared=");
        for (int i = 0; i < NAMES.length(); i++) {
            if (isShared(i)) {
                text.append(NAMES.charAt(i));
            }
        }
        return text.toString();
    }
}
