package org.optnet4j.examples.sudoku;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How boards were filled in, summed up.
 *
 * @param boards how many
 * @param wrongBoards of them, those that break a rule
 * @param blanks their blank cells
 * @param wrongCells of them, those not filled in as in the solution
 * @param squaredError mean squared error over the numbers of a board, summed over the boards
 * @param unsolved how many boards were not answered
 */
record Tally(int boards, int wrongBoards, long blanks, long wrongCells, double squaredError, long unsolved) {
    /** Of no boards. */
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    /** That of a batch. */
    static Tally of(List<Puzzle> puzzles, BatchScore score) {
        Tally tally = NONE;
        for (int i = 0; i < puzzles.size(); i++) {
            tally = tally.plus(of(puzzles.get(i), score.answers().get(i)));
        }
        return tally.plus(new Tally(0, 0, 0, 0, score.loss() * puzzles.size(), 0));
    }

    /** That of one board, without its loss; the answer is null if there is none. */
    static Tally of(Puzzle puzzle, @Nullable Board answer) {
        int blanks = 0;
        int wrong = 0;
        for (int cell = 0; cell < puzzle.givens().grid().cells(); cell++) {
            if (puzzle.givens().at(cell) == 0) {
                blanks++;
                wrong += answer == null || answer.at(cell) != puzzle.solution().at(cell) ? 1 : 0;
            }
        }
        return new Tally(1, answer == null || !answer.isSolved() ? 1 : 0, blanks, wrong, 0, answer == null ? 1 : 0);
    }

    Tally plus(Tally other) {
        return new Tally(
                boards + other.boards,
                wrongBoards + other.wrongBoards,
                blanks + other.blanks,
                wrongCells + other.wrongCells,
                squaredError + other.squaredError,
                unsolved + other.unsolved);
    }

    /** Mean squared error. */
    double loss() {
        return boards == 0 ? 0 : squaredError / boards;
    }

    /** Fraction of the boards that break a rule. */
    double boardError() {
        return boards == 0 ? 0 : (double) wrongBoards / boards;
    }

    /** Fraction of the blanks that were filled in wrongly. */
    double cellError() {
        return blanks == 0 ? 0 : (double) wrongCells / blanks;
    }
}
