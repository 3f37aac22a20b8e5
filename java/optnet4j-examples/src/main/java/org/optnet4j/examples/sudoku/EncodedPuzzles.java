package org.optnet4j.examples.sudoku;

import java.util.List;

/** Puzzles in the form the layer takes and is compared with. */
final class EncodedPuzzles {
    private final List<Puzzle> puzzles;
    private final double[] minusGivens;
    private final double[] solutions;

    EncodedPuzzles(List<Puzzle> puzzles) {
        this.puzzles = puzzles;
        minusGivens = new double[Math.multiplyExact(puzzles.size(), Board.ONE_HOT)];
        solutions = new double[minusGivens.length];
        for (int i = 0; i < puzzles.size(); i++) {
            puzzles.get(i).givens().toOneHot(minusGivens, i * Board.ONE_HOT, -1);
            puzzles.get(i).solution().toOneHot(solutions, i * Board.ONE_HOT, 1);
        }
    }

    int size() {
        return puzzles.size();
    }

    /** The layer's input for some of the puzzles. */
    double[] minusGivens(int[] order, int from, int to) {
        return gather(minusGivens, order, from, to);
    }

    /** What the layer's output should be for them. */
    double[] solutions(int[] order, int from, int to) {
        return gather(solutions, order, from, to);
    }

    private static double[] gather(double[] all, int[] order, int from, int to) {
        double[] chosen = new double[(to - from) * Board.ONE_HOT];
        for (int i = from; i < to; i++) {
            System.arraycopy(all, order[i] * Board.ONE_HOT, chosen, (i - from) * Board.ONE_HOT, Board.ONE_HOT);
        }
        return chosen;
    }
}
