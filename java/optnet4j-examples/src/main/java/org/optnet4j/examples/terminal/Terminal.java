package org.optnet4j.examples.terminal;

/**
 * Where progress is shown.
 *
 * @param interactive whether somebody watches: standard error is a terminal
 * @param columns width of a line
 */
public record Terminal(boolean interactive, int columns) {
    private static final int DEFAULT_COLUMNS = 100;

    /**
     * What the launcher found out and passed as {@code -Doptnet4j.terminal.columns} (0: no terminal); without a
     * launcher, whether this JVM has a console.
     *
     * @return the terminal, or the lack of one
     */
    public static Terminal current() {
        Integer columns = Integer.getInteger("optnet4j.terminal.columns");
        if (columns == null) {
            return new Terminal(System.console() != null, DEFAULT_COLUMNS);
        }
        return new Terminal(columns > 0, columns > 0 ? columns : DEFAULT_COLUMNS);
    }
}
