package org.optnet4j.examples.random;

import java.util.SplittableRandom;

/** Random orders. */
public final class Permutations {
    private Permutations() {}

    /**
     * The numbers from 0 on in an order that is uniform among all (Fisher and Yates).
     *
     * @param length how many numbers
     * @param random where the randomness comes from
     * @return the numbers
     */
    public static int[] draw(int length, SplittableRandom random) {
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
