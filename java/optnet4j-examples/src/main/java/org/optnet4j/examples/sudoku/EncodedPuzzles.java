package org.optnet4j.examples.sudoku;

import java.util.List;
import java.util.stream.IntStream;

/** Puzzles in the form the layer takes and is compared with. Encoded when asked for: there may be many. */
final class EncodedPuzzles {
    private final List<Puzzle> puzzles;

    /** @param puzzles of one size of boards */
    EncodedPuzzles(List<Puzzle> puzzles) {
        this.puzzles = puzzles;
    }

    int size() {
        return puzzles.size();
    }

    /** The layer's input for all of the puzzles. */
    double[] minusGivens() {
        return minusGivens(inOrder(), 0, size());
    }

    /** What the layer's output should be for all of them. */
    double[] solutions() {
        return solutions(inOrder(), 0, size());
    }

    /** The layer's input for some of the puzzles. */
    double[] minusGivens(int[] order, int from, int to) {
        int length = oneHot();
        double[] encoded = new double[Math.multiplyExact(to - from, length)];
        for (int i = from; i < to; i++) {
            puzzles.get(order[i]).givens().toOneHot(encoded, (i - from) * length, -1);
        }
        return encoded;
    }

    /** What the layer's output should be for them. */
    double[] solutions(int[] order, int from, int to) {
        int length = oneHot();
        double[] encoded = new double[Math.multiplyExact(to - from, length)];
        for (int i = from; i < to; i++) {
            puzzles.get(order[i]).solution().toOneHot(encoded, (i - from) * length, 1);
        }
        return encoded;
    }

    private int[] inOrder() {
        return IntStream.range(0, size()).toArray();
    }

    private int oneHot() {
        return puzzles.get(0).givens().grid().oneHot();
    }
}
