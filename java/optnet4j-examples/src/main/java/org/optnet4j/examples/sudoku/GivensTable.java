package org.optnet4j.examples.sudoku;

import java.util.Locale;

/** The errors by number of givens as text: learned, beside what the true rules reach. */
final class GivensTable {
    private static final String HEAD = "givens   boards   cells wrong, true rules   boards wrong, true rules%n";
    private static final String ROW = "%2d to %2d %7d %11.2f %% %10.2f %% %12.2f %% %10.2f %%%n";

    private GivensTable() {}

    /**
     * @param learned by the layer
     * @param ceiling by the true rules, on the same puzzles
     * @return several lines, each ending in a line break
     */
    static String of(HeldOutScore learned, HeldOutScore ceiling) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, HEAD));
        for (int i = 0; i < learned.byGivens().size(); i++) {
            BandScore band = learned.byGivens().get(i);
            BandScore best = ceiling.byGivens().get(i);
            text.append(String.format(
                    Locale.ROOT,
                    ROW,
                    band.fewestGivens(),
                    band.mostGivens(),
                    band.boards(),
                    100 * band.cellError(),
                    100 * best.cellError(),
                    100 * band.boardError(),
                    100 * best.boardError()));
        }
        return text.toString();
    }
}
