package org.optnet4j.examples.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final Board SOLVED = Board.of(1, 2, 3, 4, 3, 4, 1, 2, 2, 1, 4, 3, 4, 3, 2, 1);

    @Test
    void theThreeRules() {
        assertTrue(SOLVED.isSolved());
        assertFalse(SOLVED.with(5, 0).isSolved());
        assertFalse(SOLVED.with(0, 2).isSolved());
        // Rows and columns are right, blocks are not.
        assertFalse(Board.of(1, 2, 3, 4, 2, 3, 4, 1, 3, 4, 1, 2, 4, 1, 2, 3).isSolved());
        // Rows and blocks are right, columns are not.
        assertFalse(Board.of(1, 2, 3, 4, 3, 4, 1, 2, 1, 2, 3, 4, 3, 4, 1, 2).isSolved());
    }

    @Test
    void oneHotAndBack() {
        Board puzzle = SOLVED.with(0, 0).with(7, 0);
        double[] code = new double[3 * Grid.MINI.oneHot()];
        puzzle.toOneHot(code, Grid.MINI.oneHot(), -1);
        assertEquals(0, code[Grid.MINI.oneHot()]);
        assertEquals(-1, code[Grid.MINI.oneHot() + 4 * 1 + 1]);
        assertEquals(-1, code[Grid.MINI.oneHot() + 4 * 15]);
        assertEquals(14, -Arrays.stream(code).sum());
        SOLVED.toOneHot(code, Grid.MINI.oneHot(), 0.3);
        assertEquals(SOLVED, Board.fromOneHot(Grid.MINI, code, Grid.MINI.oneHot()));
        // A tie goes to the first value.
        assertEquals(1, Board.fromOneHot(Grid.MINI, code, 0).at(9));
    }

    @Test
    void printsItself() {
        assertEquals("1.34\n3412\n2143\n4321", SOLVED.with(1, 0).toString());
        assertEquals("""
                puzzle        full
                . 2 | 3 4     1 2 | 3 4
                3 4 | 1 2     3 4 | 1 2
                ----+----     ----+----
                2 1 | 4 3     2 1 | 4 3
                4 3 | 2 1     4 3 | 2 1
                """, BoardPrinter.sideBySide(List.of("puzzle", "full"), List.of(SOLVED.with(0, 0), SOLVED)));
    }

    @Test
    void nineByNine() {
        int[] cells = new int[81];
        for (int cell = 0; cell < 81; cell++) {
            int row = cell / 9;
            cells[cell] = (3 * (row % 3) + row / 3 + cell % 9) % 9 + 1;
        }
        Board board = Board.of(cells);
        assertEquals(Grid.FULL, board.grid());
        assertTrue(board.isSolved());
        assertFalse(board.with(80, board.at(79)).isSolved());
        double[] code = new double[729];
        board.toOneHot(code, 0, 1);
        assertEquals(81, Arrays.stream(code).sum());
        assertEquals(board, Board.fromOneHot(Grid.FULL, code, 0));
        assertEquals("""
                a
                . 2 3 | 4 5 6 | 7 8 9
                4 5 6 | 7 8 9 | 1 2 3
                7 8 9 | 1 2 3 | 4 5 6
                ------+-------+------
                2 3 4 | 5 6 7 | 8 9 1
                5 6 7 | 8 9 1 | 2 3 4
                8 9 1 | 2 3 4 | 5 6 7
                ------+-------+------
                3 4 5 | 6 7 8 | 9 1 2
                6 7 8 | 9 1 2 | 3 4 5
                9 1 2 | 3 4 5 | 6 7 8
                """, BoardPrinter.sideBySide(List.of("a"), List.of(board.with(0, 0))));
    }

    @Test
    void rejectsWhatIsNoBoard() {
        assertThrows(IllegalArgumentException.class, () -> Board.of(1, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> Board.of(5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }
}
