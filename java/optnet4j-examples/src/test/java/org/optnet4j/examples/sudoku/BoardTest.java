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
    void rejectsWhatIsNoBoard() {
        assertThrows(IllegalArgumentException.class, () -> Board.of(1, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> Board.of(5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }
}
