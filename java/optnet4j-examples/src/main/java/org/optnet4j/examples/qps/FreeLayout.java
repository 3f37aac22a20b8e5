package org.optnet4j.examples.qps;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Fields with blanks or tabs between them and none inside. How many there are tells which: names of sets (of right-hand
 * sides, ranges, bounds) may be left out.
 */
final class FreeLayout implements QpsLayout {
    /** Bounds that need no number. */
    private static final Set<String> BARE = Set.of("FR", "MI", "PL", "BV");

    @Override
    public QpsCard card(QpsSection section, String line, QpsLines lines) {
        StringTokenizer tokens = new StringTokenizer(line, " \t");
        List<String> words = new ArrayList<>();
        while (tokens.hasMoreTokens() && words.size() <= 6) {
            words.add(tokens.nextToken());
        }
        switch (section) {
            case ROWS -> {
                if (words.size() != 2) {
                    throw wrong(lines, "a type and a name", words);
                }
                return new QpsCard(words.get(0), words.get(1), "", "", "", "");
            }
            case BOUNDS -> {
                return bound(words, lines);
            }
            case RHS, RANGES -> {
                if (words.size() < 2 || words.size() > 5) {
                    throw wrong(
                            lines, "one or two pairs of a row and a number, with the name of a set before them", words);
                }
                return pairs(words, words.size() % 2 == 0);
            }
            default -> {
                if (words.size() != 3 && words.size() != 5) {
                    throw wrong(lines, "the name of a column and one or two pairs of a name and a number", words);
                }
                return pairs(words, false);
            }
        }
    }

    private static QpsCard pairs(List<String> words, boolean bare) {
        List<String> all = new ArrayList<>(words);
        if (bare) {
            all.add(0, "");
        }
        boolean two = all.size() == 5;
        return new QpsCard("", all.get(0), all.get(1), all.get(2), two ? all.get(3) : "", two ? all.get(4) : "");
    }

    private static QpsCard bound(List<String> words, QpsLines lines) {
        boolean bare = BARE.contains(words.get(0).toUpperCase(Locale.ROOT));
        int named = bare ? 3 : 4;
        if (words.size() > 4 || words.size() < named - 1) {
            throw wrong(
                    lines, "a type, the name of a set, the name of a column" + (bare ? "" : " and a number"), words);
        }
        int at = words.size() >= named ? 2 : 1;
        String number = words.size() > at + 1 ? words.get(at + 1) : "";
        return new QpsCard(words.get(0), at == 2 ? words.get(1) : "", words.get(at), number, "", "");
    }

    private static RuntimeException wrong(QpsLines lines, String expected, List<String> words) {
        return lines.bad("expected " + expected + ", got " + (words.size() > 6 ? "more than 6" : words.size())
                + (words.size() == 1 ? " word" : " words"));
    }
}
