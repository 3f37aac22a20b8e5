package org.optnet4j.examples.qps;

import java.util.Arrays;

/** Numbers of a sparse matrix, in the order of the file. */
final class QpsEntries {
    /** What an entry takes of the heap, with room to grow. */
    static final long BYTES = 32;

    private int[] rows = new int[16];
    private int[] columns = new int[16];
    private double[] values = new double[16];
    private long[] lines = new long[16];
    private int size;

    void add(int row, int column, double value, long line) {
        if (size == rows.length) {
            int larger = 2 * size;
            rows = Arrays.copyOf(rows, larger);
            columns = Arrays.copyOf(columns, larger);
            values = Arrays.copyOf(values, larger);
            lines = Arrays.copyOf(lines, larger);
        }
        rows[size] = row;
        columns[size] = column;
        values[size] = value;
        lines[size++] = line;
    }

    int size() {
        return size;
    }

    int row(int at) {
        return rows[at];
    }

    int column(int at) {
        return columns[at];
    }

    double value(int at) {
        return values[at];
    }

    /** The number of the line that the entry is on. */
    long line(int at) {
        return lines[at];
    }
}
