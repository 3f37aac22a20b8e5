package org.optnet4j.examples.qps;

/**
 * Fields in the columns that the format was made with, when lines were punched cards: 2-3, 5-12, 15-22, 25-36, 40-47 and
 * 50-61. Names may have blanks inside.
 */
final class FixedLayout implements QpsLayout {
    private static final int[] FIRST = {2, 5, 15, 25, 40, 50};
    private static final int[] LAST = {3, 12, 22, 36, 47, 61};

    @Override
    public QpsCard card(QpsSection section, String line, QpsLines lines) {
        if (line.indexOf('\t') >= 0) {
            throw lines.bad("expected blanks between fields in fixed columns, got a tab");
        }
        String[] fields = new String[FIRST.length];
        int end = 0;
        for (int i = 0; i < fields.length; i++) {
            requireBlank(line, end + 1, FIRST[i] - 1, lines);
            fields[i] = part(line, FIRST[i], LAST[i]).strip();
            end = LAST[i];
        }
        requireBlank(line, end + 1, line.length(), lines);
        return new QpsCard(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    }

    private static void requireBlank(String line, int from, int to, QpsLines lines) {
        if (!part(line, from, to).isBlank()) {
            throw lines.bad(
                    "expected fields in the columns 2-3, 5-12, 15-22, 25-36, 40-47 and 50-61, got text in column"
                            + (from == to ? " " + from : "s " + from + " to " + Math.min(to, line.length())));
        }
    }

    /** Columns count from 1, the last one is included; there may be fewer. */
    private static String part(String line, int from, int to) {
        return from > line.length() ? "" : line.substring(from - 1, Math.min(to, line.length()));
    }
}
