package org.optnet4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lines of cells under a header: columns of words on the left, aligned to the left, and columns of numbers. */
final class Table {
    private final List<List<String>> lines = new ArrayList<>();
    private final int columns;
    private final int words;

    /**
     * @param words how many columns have words
     * @param header the names of the columns
     */
    Table(int words, List<String> header) {
        this.words = words;
        columns = header.size();
        lines.add(List.copyOf(header));
    }

    /** Adds a line of as many cells as there are columns. */
    void add(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException("cells: expected " + columns + ", got " + cells.size());
        }
        lines.add(List.copyOf(cells));
    }

    /** Whether there is nothing but the header. */
    boolean isEmpty() {
        return lines.size() == 1;
    }

    /** For a terminal. */
    String text() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                row.append(column == 0 ? "" : "  ").append(padded(line, column, widths));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** For a document. */
    String markdown() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < lines.size(); row++) {
            for (int column = 0; column < columns; column++) {
                text.append("| ").append(padded(lines.get(row), column, widths)).append(' ');
            }
            text.append("|\n");
            if (row == 0) {
                for (int column = 0; column < columns; column++) {
                    text.append('|').append("-".repeat(widths[column] + 1)).append(column < words ? '-' : ':');
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private int[] widths() {
        return IntStream.range(0, columns)
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
    }

    private String padded(List<String> line, int column, int[] widths) {
        String cell = line.get(column);
        String blanks = " ".repeat(widths[column] - cell.length());
        return column < words ? cell + blanks : blanks + cell;
    }
}
