package org.optnet4j.examples.sudoku;

import java.util.List;

/** Draws boards side by side as text. */
final class BoardPrinter {
    private static final String GAP = "     ";

    private BoardPrinter() {}

    /**
     * @param titles one above each board
     * @param boards full or with blanks, of one size
     * @return several lines, each ending in a line break
     */
    static String sideBySide(List<String> titles, List<Board> boards) {
        Grid grid = boards.get(0).grid();
        String line = row(Board.empty(grid), 0).replaceAll("[. ]", "-").replace('|', '+');
        StringBuilder text = new StringBuilder();
        for (String title : titles) {
            text.append(String.format("%-" + line.length() + "s", title)).append(GAP);
        }
        endLine(text);
        for (int row = 0; row < grid.side(); row++) {
            if (row > 0 && row % grid.blockSide() == 0) {
                text.append((line + GAP).repeat(boards.size()));
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
        Grid grid = board.grid();
        for (int column = 0; column < grid.side(); column++) {
            int value = board.at(grid.side() * row + column);
            text.append(column > 0 && column % grid.blockSide() == 0 ? "| " : "");
            text.append(value == 0 ? "." : value).append(column == grid.side() - 1 ? "" : " ");
        }
        return text.toString();
    }

    private static void endLine(StringBuilder text) {
        text.setLength(text.toString().stripTrailing().length());
        text.append('\n');
    }
}
