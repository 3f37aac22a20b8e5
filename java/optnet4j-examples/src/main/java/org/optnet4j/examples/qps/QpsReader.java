package org.optnet4j.examples.qps;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.Quote;

/** Reads a file line by line, in one layout, and hands what it says to {@link QpsDense}. */
final class QpsReader {
    private static final String MARKER = "'MARKER'";

    private final QpsLines lines;
    private final QpsLayout layout;

    private final Set<QpsSection> seen = EnumSet.noneOf(QpsSection.class);
    private final Map<QpsSection, QpsSet> sets = new EnumMap<>(QpsSection.class);
    private final Map<String, QpsRow> rows = new LinkedHashMap<>();
    private final Map<String, QpsColumn> columns = new LinkedHashMap<>();
    private final QpsEntries linear = new QpsEntries();
    private final QpsEntries quadratic = new QpsEntries();
    private @Nullable QpsRow objective;
    private @Nullable QpsColumn column;
    private int constraints;
    private @Nullable Boolean maximise;

    QpsReader(QpsLines lines, QpsLayout layout) {
        this.lines = lines;
        this.layout = layout;
    }

    /**
     * Reads the whole file.
     *
     * @return its problem
     * @throws org.optnet4j.examples.io.InputException if the file is malformed, or too large
     * @throws IOException if it cannot be read
     */
    QpsModel read() throws IOException {
        QpsSection section = null;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (section == QpsSection.ENDATA) {
                throw lines.bad("expected nothing more, got \"" + Quote.shorten(line.strip()) + "\"");
            } else if (line.charAt(0) != ' ' && line.charAt(0) != '\t') {
                section = section(line);
            } else if (section == null) {
                throw lines.bad("expected a section before all data, got \"" + Quote.shorten(line.strip()) + "\"");
            } else {
                data(section, line);
            }
        }
        if (section != QpsSection.ENDATA) {
            throw lines.badFile("truncated: expected its last line to be ENDATA, got the end of the file after line "
                    + lines.number());
        }
        if (objective == null) {
            throw lines.badFile("ROWS: expected an objective, a row of type N, got none");
        }
        if (columns.isEmpty()) {
            throw lines.badFile("COLUMNS: expected at least one column, got none");
        }
        if (maximise == null && seen.contains(QpsSection.OBJSENSE)) {
            throw lines.badFile("OBJSENSE: expected MIN or MAX, got none");
        }
        return new QpsDense(lines, rows.values(), columns.values(), constraints)
                .model(Boolean.TRUE.equals(maximise), objective, linear, quadratic, seen.contains(QpsSection.QMATRIX));
    }

    /** A line that begins a section. */
    private QpsSection section(String line) {
        lines.enter(null);
        String[] words = line.strip().split("[ \t]+", 2);
        QpsSection section = QpsSection.of(words[0]);
        if (section == null) {
            throw lines.bad("unknown section \"" + Quote.shorten(words[0]) + "\", expected one of " + QpsSection.ALL
                    + "; or data, which begins with a blank");
        }
        lines.enter(section);
        if (!seen.add(section)) {
            throw lines.bad("expected each section once, got this one again");
        }
        if (section.isQuadratic()
                && seen.stream().filter(QpsSection::isQuadratic).count() > 1) {
            throw lines.bad("expected only one of QUADOBJ, QSECTION and QMATRIX, got another");
        }
        QpsSection needed = section.needs();
        if (needed != null && !seen.contains(needed)) {
            throw lines.bad("expected the section " + needed + " before this one, got none");
        }
        if (words.length > 1) {
            more(section, words[1]);
        }
        return section;
    }

    /** What follows the name of a section on its line. */
    private void more(QpsSection section, String text) {
        switch (section) {
            case NAME -> {
                // Of a problem: anything.
            }
            case OBJSENSE -> sense(text);
            case QSECTION -> {
                if (objective == null || !text.equals(objective.name)) {
                    throw lines.bad("expected the name of the objective (nothing else may be quadratic), got \""
                            + Quote.shorten(text) + "\"");
                }
            }
            default ->
                throw lines.bad("expected nothing after the name of the section, got \"" + Quote.shorten(text)
                        + "\" (lines of data begin with a blank)");
        }
    }

    private void data(QpsSection section, String line) {
        switch (section) {
            case OBJSENSE -> sense(line.strip());
            case ROWS -> row(layout.card(section, line, lines));
            case COLUMNS -> column(layout.card(section, line, lines));
            case RHS, RANGES -> limit(section, layout.card(section, line, lines));
            case BOUNDS -> bound(layout.card(section, line, lines));
            case QUADOBJ, QSECTION, QMATRIX -> quadratic(layout.card(section, line, lines));
            default -> throw lines.bad("expected no data in this section, got \"" + Quote.shorten(line.strip()) + "\"");
        }
    }

    private void sense(String word) {
        if (maximise != null) {
            throw lines.bad("expected MIN or MAX once, got another \"" + Quote.shorten(word) + "\"");
        }
        switch (word.toUpperCase(Locale.ROOT)) {
            case "MIN", "MINIMIZE", "MINIMISE" -> maximise = false;
            case "MAX", "MAXIMIZE", "MAXIMISE" -> maximise = true;
            default -> throw lines.bad("expected MIN or MAX, got \"" + Quote.shorten(word) + "\"");
        }
    }

    private void row(QpsCard card) {
        String type = card.type().toUpperCase(Locale.ROOT);
        if (type.length() != 1 || "NELG".indexOf(type.charAt(0)) < 0) {
            throw lines.bad("expected a type N, E, L or G, got \"" + Quote.shorten(card.type()) + "\"");
        }
        if (card.name().isEmpty()) {
            throw lines.bad("expected the name of a row, got none");
        }
        lines.take(QpsRow.BYTES + 2L * card.name().length());
        boolean free = type.equals("N");
        QpsRow row = new QpsRow(type.charAt(0), card.name(), free ? -1 : constraints++);
        if (rows.put(card.name(), row) != null) {
            throw lines.bad("expected each row once, got \"" + Quote.shorten(card.name()) + "\" again");
        }
        if (free && objective == null) {
            objective = row;
        }
    }

    private void column(QpsCard card) {
        if (card.name1().equals(MARKER)) {
            throw lines.bad(
                    "expected continuous variables (integers and special ordered sets are not supported), got a "
                            + "marker of others");
        }
        if (column == null || !column.name.equals(card.name())) {
            column = newColumn(card.name());
        }
        coefficient(column, card.name1(), card.number1());
        if (hasSecond(card)) {
            coefficient(column, card.name2(), card.number2());
        }
    }

    private QpsColumn newColumn(String name) {
        if (name.isEmpty()) {
            throw lines.bad("expected the name of a column, got none");
        }
        lines.take(QpsColumn.BYTES + 2L * name.length());
        QpsColumn added = new QpsColumn(name, columns.size());
        if (columns.put(name, added) != null) {
            throw lines.bad("expected the lines of each column together, got \"" + Quote.shorten(name)
                    + "\" again, after others");
        }
        return added;
    }

    private void coefficient(QpsColumn of, String rowName, String number) {
        QpsRow row = rowOf(rowName);
        double value = QpsNumber.parse(number, lines);
        if (row.lastColumn == of.index) {
            throw lines.bad(
                    "expected one number for each row of a column, got another for \"" + Quote.shorten(rowName) + "\"");
        }
        row.lastColumn = of.index;
        if (row == objective || row.index >= 0) {
            lines.take(QpsEntries.BYTES);
            linear.add(row.index, of.index, value, lines.number());
        }
    }

    private void limit(QpsSection section, QpsCard card) {
        sets.computeIfAbsent(section, key -> new QpsSet()).require(card.name(), lines);
        limit(section, card.name1(), card.number1());
        if (hasSecond(card)) {
            limit(section, card.name2(), card.number2());
        }
    }

    private void limit(QpsSection section, String rowName, String number) {
        QpsRow row = rowOf(rowName);
        double value = QpsNumber.parse(number, lines);
        if (section == QpsSection.RHS) {
            row.setRightHandSide(value, lines);
        } else if (row == objective) {
            throw lines.bad("expected ranges of rows of type E, L or G, got one of the objective");
        } else {
            row.setRange(value, lines);
        }
    }

    private void bound(QpsCard card) {
        QpsColumn of = columnOf(card.name1());
        sets.computeIfAbsent(QpsSection.BOUNDS, key -> new QpsSet()).require(card.name(), lines);
        of.bound(card.type(), card.number1(), lines);
    }

    private void quadratic(QpsCard card) {
        QpsColumn of = columnOf(card.name());
        quadratic(of, card.name1(), card.number1());
        if (hasSecond(card)) {
            quadratic(of, card.name2(), card.number2());
        }
    }

    private void quadratic(QpsColumn of, String name, String number) {
        int row = columnOf(name).index;
        double value = QpsNumber.parse(number, lines);
        lines.take(QpsEntries.BYTES);
        quadratic.add(row, of.index, value, lines.number());
    }

    private static boolean hasSecond(QpsCard card) {
        return !card.name2().isEmpty() || !card.number2().isEmpty();
    }

    private QpsRow rowOf(String name) {
        QpsRow row = rows.get(name);
        if (row == null) {
            throw lines.bad("expected the name of a row of the section ROWS, got \"" + Quote.shorten(name) + "\"");
        }
        return row;
    }

    private QpsColumn columnOf(String name) {
        QpsColumn found = columns.get(name);
        if (found == null) {
            throw lines.bad(
                    "expected the name of a column of the section COLUMNS, got \"" + Quote.shorten(name) + "\"");
        }
        return found;
    }
}
