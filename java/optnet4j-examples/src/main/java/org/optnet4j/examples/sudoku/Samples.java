package org.optnet4j.examples.sudoku;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.optnet4j.layer.LayerForward;

/** A few puzzles as a layer fills them in before and after its training. */
final class Samples {
    private static final int SHOWN = 3;

    private Samples() {}

    /**
     * @param puzzles of which the first few are shown
     * @param before fills in one-hot boards with -1 for a given, as at the start
     * @param after the same as learned
     * @param out where to print
     */
    static void show(
            List<Puzzle> puzzles,
            Function<double[], LayerForward> before,
            Function<double[], LayerForward> after,
            PrintStream out) {
        List<Puzzle> shown = puzzles.subList(0, Math.min(SHOWN, puzzles.size()));
        List<Board> atStart = fillIn(before, shown);
        List<Board> learned = fillIn(after, shown);
        for (int i = 0; i < shown.size(); i++) {
            out.println(BoardPrinter.sideBySide(
                    List.of("puzzle", "before", "after", "solution"),
                    List.of(
                            shown.get(i).givens(),
                            atStart.get(i),
                            learned.get(i),
                            shown.get(i).solution())));
        }
    }

    private static List<Board> fillIn(Function<double[], LayerForward> layer, List<Puzzle> puzzles) {
        Grid grid = puzzles.get(0).givens().grid();
        try (LayerForward pass = layer.apply(new EncodedPuzzles(puzzles).minusGivens())) {
            double[] x = pass.x().toDoubles();
            List<Board> boards = new ArrayList<>();
            for (int i = 0; i < puzzles.size(); i++) {
                boards.add(Board.fromOneHot(grid, x, i * grid.oneHot()));
            }
            return boards;
        }
    }
}
