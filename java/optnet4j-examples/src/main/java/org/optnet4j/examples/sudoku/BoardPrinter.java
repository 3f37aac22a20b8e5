package org.optnet4j.examples.sudoku;

import java.util.List;

/** Draws boards side by side as text. */
final class BoardPrinter {
    private static final String GAP = "     ";
    private static final int WIDTH = Board.SIDE * 2 + 1;

    private BoardPrinter() {}

    /**
     * @param titles one above each board
     * @param boards full or with blanks
     * @return several lines, each ending in a line break
     */
    static String sideBySide(List<String> titles, List<Board> boards) {
        StringBuilder text = new StringBuilder();
        for (String title : titles) {
            text.append(String.format("%-" + WIDTH + "s", title)).append(GAP);
        }
        endLine(text);
        for (int row = 0; row < Board.SIDE; row++) {
            if (row == Board.SIDE / 2) {
                text.append(("----+----" + GAP).repeat(boards.size()));
                endLine(text);
            }
            for (Board board : boards) {
                text.append(row(board, row)).append(GAP);
            }
            endLine(text);
        }
        return text.toString();
    }

    private static String row(Board board, int row) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < Board.SIDE; column++) {
            int value = board.at(Board.SIDE * row + column);
            text.append(column == Board.SIDE / 2 ? "| " : "");
            text.append(value == 0 ? "." : value).append(column == Board.SIDE - 1 ? "" : " ");
        }
        return text.toString();
    }

    private static void endLine(StringBuilder text) {
        text.setLength(text.toString().stripTrailing().length());
        text.append('\n');
    }
}
