package org.optnet4j.examples.sudoku;

/** Counts the solutions of a puzzle by trying every value in the blank that leaves the fewest. */
final class Solutions {
    private Solutions() {}

    /**
     * Whether the puzzle has exactly one solution.
     *
     * @param puzzle whose givens do not contradict each other
     */
    static boolean isUnique(Board puzzle) {
        return count(new Candidates(puzzle), 2) == 1;
    }

    /** Number of ways to fill the blanks, counted up to {@code limit} and no further. */
    private static int count(Candidates candidates, int limit) {
        int cell = candidates.narrowest();
        if (cell < 0) {
            return 1;
        }
        int found = 0;
        for (int left = candidates.of(cell); left != 0 && found < limit; left &= left - 1) {
            int bit = Integer.lowestOneBit(left);
            candidates.flip(cell, bit);
            found += count(candidates, limit - found);
            candidates.flip(cell, bit);
        }
        return found;
    }
}
