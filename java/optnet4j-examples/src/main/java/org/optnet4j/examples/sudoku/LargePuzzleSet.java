package org.optnet4j.examples.sudoku;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.optnet4j.examples.io.InputException;

/**
 * What a run on a large board learns from and is measured on. All boards are distinct, so no test board was ever trained on.
 *
 * @param train full boards, of which {@link FreshPuzzles} are made
 * @param test puzzles to measure on
 */
record LargePuzzleSet(List<Board> train, List<Puzzle> test) {
    /**
     * Draws distinct boards, and a test puzzle of each of the last ones: cells are removed as long as the rule allows it, and
     * then as long as the solution is unique, until the law's number of givens is left.
     *
     * @param law of the test puzzles
     * @param rule when a cell may be blanked
     * @param train number of training boards
     * @param test number of test puzzles
     * @param random where the randomness comes from
     * @throws InputException if there are not so many distinct boards
     */
    static LargePuzzleSet draw(PuzzleLaw law, RemovalRule rule, int train, int test, SplittableRandom random) {
        List<Board> boards = Distinct.draw(
                () -> law.solvedBoard(random), Function.identity(), "boards", (long) train + test, Distinct.PATIENCE);
        List<Puzzle> puzzles = boards.subList(train, boards.size()).stream()
                .map(board -> puzzle(board, law.floor(random), rule, random))
                .toList();
        return new LargePuzzleSet(boards.subList(0, train), puzzles);
    }

    private static Puzzle puzzle(Board solution, int givens, RemovalRule rule, SplittableRandom random) {
        Board asFarAsPossible = rule.remove(solution, givens, random);
        return new Puzzle(RemovalRule.UNIQUE.remove(asFarAsPossible, givens, random), solution);
    }
}
