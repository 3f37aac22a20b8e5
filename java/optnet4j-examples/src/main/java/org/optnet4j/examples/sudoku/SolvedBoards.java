package org.optnet4j.examples.sudoku;

import java.util.SplittableRandom;
import org.optnet4j.examples.random.Permutations;

/** Random full boards that obey the rules. Every such board can come, though not all equally often. */
final class SolvedBoards {
    private SolvedBoards() {}

    /** Cell by cell a random allowed value, starting over at a dead end. Only for small boards: others have many dead ends. */
    static Board byStartingOver(Grid grid, SplittableRandom random) {
        while (true) {
            Board board = Board.empty(grid);
            int cell = 0;
            while (cell < grid.cells()) {
                int value = randomAllowed(board, cell, random);
                if (value == 0) {
                    break;
                }
                board = board.with(cell++, value);
            }
            if (cell == grid.cells()) {
                return board;
            }
        }
    }

    /** A random value in the cell that leaves the fewest, and back at a dead end to the next value there. */
    static Board byBacktracking(Grid grid, SplittableRandom random) {
        Candidates candidates = new Candidates(Board.empty(grid));
        fill(candidates, grid, random);
        return candidates.toBoard();
    }

    private static boolean fill(Candidates candidates, Grid grid, SplittableRandom random) {
        int cell = candidates.narrowest();
        if (cell < 0) {
            return true;
        }
        int allowed = candidates.of(cell);
        for (int value : Permutations.draw(grid.side(), random)) {
            int bit = 2 << value;
            if ((allowed & bit) != 0) {
                candidates.flip(cell, bit);
                if (fill(candidates, grid, random)) {
                    return true;
                }
                candidates.flip(cell, bit);
            }
        }
        return false;
    }

    /** One of the values that may stand in the cell, each equally likely; 0 if there is none. */
    private static int randomAllowed(Board board, int cell, SplittableRandom random) {
        int chosen = 0;
        int allowed = 0;
        for (int value = 1; value <= board.grid().side(); value++) {
            if (board.allows(cell, value, cell) && random.nextInt(++allowed) == 0) {
                chosen = value;
            }
        }
        return chosen;
    }
}
