package org.optnet4j.examples.npz;

import java.util.Arrays;

/**
 * An array of numbers.
 *
 * @param shape its dimensions; empty for a single number
 * @param values in C order
 */
public record NpyArray(int[] shape, double[] values) {
    /**
     * The dimensions as NumPy writes them.
     *
     * @return for example (2, 3)
     */
    public String shapeText() {
        return Arrays.toString(shape).replace('[', '(').replace(']', ')');
    }
}
