package org.optnet4j.examples.sudoku;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.Precision;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.testing.TestSeed;
import org.optnet4j.layer.LayerForward;

class LargeModelTest {
    private static final int EQUALITIES = 3;
    private static final double STEP = 1e-5;
    private static final QpSettings ACCURATE =
            QpSettings.defaults().withEpsAbs(1e-11).withEpsRel(1e-11);

    private final long seed = TestSeed.next();

    private EncodedPuzzles puzzles(int count) {
        PuzzleGenerator generator =
                new PuzzleGenerator(PuzzleLaw.PAPER, RemovalRule.DEDUCIBLE, new SplittableRandom(seed));
        return new EncodedPuzzles(
                IntStream.range(0, count).mapToObj(i -> generator.next()).toList());
    }

    private Equations equations() {
        return RandomStart.draw(Grid.MINI, EQUALITIES, new SplittableRandom(seed));
    }

    /** A loss has kinks where bounds become active: few of the many differences may meet one. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.examples.testing.AvailableBackends#names")
    void theGradientOfTheLossAgainstDifferences(String backend) {
        EncodedPuzzles puzzles = puzzles(2);
        Equations equations = equations();
        try (QpSolver solver =
                QpSolver.builder().backend(backend).settings(ACCURATE).build()) {
            LargeModel model = new LargeModel(solver, Grid.MINI, equations, Precision.FLOAT64);
            List<double[]> gradients = new ArrayList<>();
            Learner learner = new OptNetLearner(
                    Grid.MINI, model::forward, all -> gradients.add(all.of("A").toDoubles()));
            assertEquals(
                    0, learner.train(puzzles.minusGivens(), puzzles.solutions()).unsolved(), "seed " + seed);
            int agree = agreeing(equations.A(), gradients.get(0), learner, puzzles);
            int all = equations.A().length;
            assertTrue(agree >= 0.95 * all, "seed " + seed + ": " + agree + " of " + all);
        }
    }

    private int agreeing(double[] numbers, double[] gradient, Learner learner, EncodedPuzzles puzzles) {
        int agree = 0;
        for (int i = 0; i < numbers.length; i++) {
            double at = numbers[i];
            numbers[i] = at + STEP;
            double above = loss(learner, puzzles);
            numbers[i] = at - STEP;
            double below = loss(learner, puzzles);
            numbers[i] = at;
            double difference = (above - below) / (2 * STEP);
            agree += Math.abs(difference - gradient[i]) <= 1e-5 * Math.max(1, Math.abs(difference)) ? 1 : 0;
        }
        return agree;
    }

    private static double loss(Learner learner, EncodedPuzzles puzzles) {
        return learner.measure(puzzles.minusGivens(), puzzles.solutions()).loss();
    }

    @Test
    void theSameAnswersAsTheDenseModel() {
        EncodedPuzzles puzzles = puzzles(4);
        Weights weights = Weights.start(new SplittableRandom(seed));
        double[] ones = new double[Grid.MINI.oneHot()];
        Arrays.fill(ones, 1);
        Equations equations = new Equations(weights.A(), ones);
        try (QpSolver solver = QpSolver.create(ACCURATE);
                LayerForward dense = new SudokuModel(solver, weights).forward(puzzles.minusGivens());
                LayerForward bounded = new LargeModel(solver, Grid.MINI, equations, Precision.FLOAT64)
                        .forward(puzzles.minusGivens())) {
            assertTrue(bounded.solution().batch().isDiagonal());
            assertTrue(bounded.solution().batch().A().isShared());
            assertArrayEquals(dense.x().toDoubles(), bounded.x().toDoubles(), 1e-5, "seed " + seed);
        }
    }

    @Test
    void singlePrecision() {
        EncodedPuzzles puzzles = puzzles(4);
        Equations equations = equations();
        try (QpSolver solver = QpSolver.create();
                LayerForward wide =
                        new LargeModel(solver, Grid.MINI, equations, Precision.FLOAT64).forward(puzzles.minusGivens());
                LayerForward narrow = new LargeModel(solver, Grid.MINI, equations, Precision.FLOAT32)
                        .forward(puzzles.minusGivens())) {
            assertEquals(Precision.FLOAT32, narrow.x().precision());
            for (int i = 0; i < 4; i++) {
                double objective = wide.solution().objective(i);
                assertEquals(
                        objective,
                        narrow.solution().objective(i),
                        1e-4 * Math.max(1, Math.abs(objective)),
                        "seed " + seed);
            }
        }
    }
}
