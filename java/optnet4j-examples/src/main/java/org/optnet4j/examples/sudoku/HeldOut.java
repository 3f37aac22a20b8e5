package org.optnet4j.examples.sudoku;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.optnet4j.examples.terminal.Progress;

/** Measures a learner on puzzles that it does not learn from. */
final class HeldOut {
    /** Odd: the middle of each band is a multiple of it. */
    private static final int BAND = 5;

    private final List<Puzzle> puzzles;
    private final int together;

    /**
     * @param puzzles to fill in
     * @param together how many of them at once; the answers do not depend on it
     */
    HeldOut(List<Puzzle> puzzles, int together) {
        this.puzzles = puzzles;
        this.together = together;
    }

    int size() {
        return puzzles.size();
    }

    HeldOutScore measure(Learner learner, Progress progress) {
        Tally all = Tally.NONE;
        SortedMap<Integer, Tally> bands = new TreeMap<>();
        for (int from = 0; from < puzzles.size(); from += together) {
            List<Puzzle> some = puzzles.subList(from, Math.min(from + together, puzzles.size()));
            EncodedPuzzles encoded = new EncodedPuzzles(some);
            BatchScore score = learner.measure(encoded.minusGivens(), encoded.solutions());
            all = all.plus(Tally.of(some, score));
            for (int i = 0; i < some.size(); i++) {
                Puzzle puzzle = some.get(i);
                bands.merge(
                        (puzzle.givens().givens() + BAND / 2) / BAND,
                        Tally.of(puzzle, score.answers().get(i)),
                        Tally::plus);
            }
            progress.step(some.size());
        }
        List<BandScore> byGivens = new ArrayList<>();
        bands.forEach((band, tally) -> byGivens.add(new BandScore(
                band * BAND - BAND / 2,
                band * BAND + BAND / 2,
                tally.boards(),
                tally.boardError(),
                tally.cellError())));
        return new HeldOutScore(all.loss(), all.boardError(), all.cellError(), all.unsolved(), List.copyOf(byGivens));
    }
}
