package org.optnet4j.internal.ragged;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optnet4j.testing.Seed;

@ExtendWith(Seed.class)
class WidthsTest {

    @Test
    void fewProblemsOfNearlyOneSizeGoTogether() {
        assertArrayEquals(
                new int[] {12, 12, 12}, new Widths(10, 0, 8).choose(new int[] {10, 11, 12}, new int[] {1, 2, 1}));
    }

    @Test
    void fullLanesStayAmongThemselves() {
        assertArrayEquals(new int[] {10, 20}, new Widths(10, 0, 8).choose(new int[] {10, 20}, new int[] {8000, 8000}));
    }

    @Test
    void sizesFarApartStayApart() {
        assertArrayEquals(new int[] {2, 200}, new Widths(4, 0, 8).choose(new int[] {2, 200}, new int[] {1, 1}));
    }

    @Test
    void noSizesHaveNoWidths() {
        assertArrayEquals(new int[0], new Widths(4, 0, 8).choose(new int[0], new int[0]));
    }

    /** Each width is a size, at least as large, and ranges do not overlap. */
    @Test
    void widthsAreSizes() {
        Random random = Seed.random("widths");
        for (int repetition = 0; repetition < 200; repetition++) {
            int[] sizes = random.ints(1 + random.nextInt(30), 1, 100)
                    .distinct()
                    .sorted()
                    .toArray();
            int[] counts = random.ints(sizes.length, 1, 40).toArray();
            int[] widths =
                    new Widths(random.nextInt(80), random.nextInt(3), 1 + random.nextInt(16)).choose(sizes, counts);
            for (int k = 0; k < sizes.length; k++) {
                assertTrue(widths[k] >= sizes[k]);
                assertTrue(Arrays.binarySearch(sizes, widths[k]) >= 0);
                assertTrue(k == 0 || widths[k] >= widths[k - 1]);
                assertTrue(k == 0 || widths[k] == widths[k - 1] || widths[k - 1] == sizes[k - 1]);
            }
        }
    }
}
