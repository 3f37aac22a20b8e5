package org.optnet4j.examples.sudoku;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.Precision;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.terminal.Progress;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.testing.TestSeed;

/** The rules as equations: the true ones, and those found in solutions. */
class RulesTest {
    private final long seed = TestSeed.next();

    private List<Puzzle> puzzles(Grid grid, int count, SplittableRandom random) {
        PuzzleGenerator generator = new PuzzleGenerator(PuzzleLaw.of(grid), RemovalRule.DEDUCIBLE, random);
        return IntStream.range(0, count).mapToObj(i -> generator.next()).toList();
    }

    private List<Board> boards(Grid grid, int count, SplittableRandom random) {
        return puzzles(grid, count, random).stream().map(Puzzle::solution).toList();
    }

    private static double[] product(Equations equations, double[] x) {
        double[] product = new double[equations.A().length / x.length];
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < x.length; j++) {
                product[i] += equations.A()[i * x.length + j] * x[j];
            }
        }
        return product;
    }

    private static double[] oneHot(Board board) {
        double[] x = new double[board.grid().oneHot()];
        board.toOneHot(x, 0, 1);
        return x;
    }

    @ParameterizedTest
    @EnumSource(Grid.class)
    void everySolvedBoardObeysTheTrueRulesAndNoOtherDoes(Grid grid) {
        Equations rules = TrueRules.equations(grid);
        assertEquals(grid == Grid.MINI ? 40 : 249, grid.independentRules());
        assertTrue(rules.hasShape(grid.independentRules(), grid));
        double[] ones = new double[grid.independentRules()];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, product(rules, rules.z0()), 1e-12);
        for (Puzzle puzzle : puzzles(grid, 50, new SplittableRandom(seed))) {
            assertArrayEquals(ones, product(rules, oneHot(puzzle.solution())), "seed " + seed);
            Board wrong = puzzle.solution().with(0, puzzle.solution().at(1));
            double[] broken = product(rules, oneHot(wrong));
            assertTrue(IntStream.range(0, ones.length).anyMatch(i -> broken[i] != 1), "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Grid.class)
    void theDataStartIsTheTrueRules(Grid grid) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Board> training = boards(grid, grid == Grid.MINI ? 200 : 700, random);
        Equations start = DataStart.of(training, grid.independentRules());
        int n = grid.oneHot();
        double[] right = product(start, start.z0());
        for (Puzzle unseen : puzzles(grid, 50, random)) {
            assertArrayEquals(right, product(start, oneHot(unseen.solution())), 1e-9, "seed " + seed);
        }
        OrthonormalBasis rules = new OrthonormalBasis();
        TrueRules.rows(grid).forEach(rules::add);
        assertEquals(grid.independentRules(), rules.vectors().size());
        for (int i = 0; i < grid.independentRules(); i++) {
            double[] row = Arrays.copyOfRange(start.A(), i * n, (i + 1) * n);
            assertTrue(!rules.add(row), "seed " + seed + ": row " + i + " is not a combination of rules");
            double[] products = product(start, row);
            for (int j = 0; j < products.length; j++) {
                assertEquals(i == j ? 1 : 0, products[j], 1e-12, "seed " + seed);
            }
        }
    }

    @Test
    void tooManyEqualitiesForTheDataIsAnError() {
        List<Board> training = boards(Grid.MINI, 200, new SplittableRandom(seed));
        InputException e = assertThrows(InputException.class, () -> DataStart.of(training, 41));
        assertEquals(
                "--equalities: expected at most 40, the number of directions in which the training solutions do not vary,"
                        + " got 41",
                e.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Grid.class)
    void theTrueRulesFillInEasyBoards(Grid grid) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Puzzle> easy = new ArrayList<>();
        for (Puzzle puzzle : puzzles(grid, 6, random)) {
            Board givens = puzzle.solution();
            for (int i = 0; i < 4; i++) {
                givens = givens.with(random.nextInt(grid.cells()), 0);
            }
            // A board of two blanks that could be swapped has two solutions.
            if (Solutions.isUnique(givens)) {
                easy.add(new Puzzle(givens, puzzle.solution()));
            }
        }
        assertFalse(easy.isEmpty(), "seed " + seed);
        try (QpSolver solver = QpSolver.create();
                Progress none = Progress.start("", 1, "", new Terminal(false, 80))) {
            LargeModel model = new LargeModel(solver, grid, TrueRules.equations(grid), Precision.FLOAT64);
            HeldOutScore score =
                    new HeldOut(easy, 4).measure(new OptNetLearner(grid, model::forward, gradient -> {}), none);
            assertEquals(0, score.unsolved(), "seed " + seed);
            assertEquals(0, score.boardError(), "seed " + seed);
            assertEquals(0, score.cellError(), "seed " + seed);
            assertTrue(score.loss() < 0.01, "seed " + seed + ": " + score.loss());
            assertEquals(
                    easy.size(),
                    score.byGivens().stream().mapToInt(BandScore::boards).sum());
        }
    }
}
