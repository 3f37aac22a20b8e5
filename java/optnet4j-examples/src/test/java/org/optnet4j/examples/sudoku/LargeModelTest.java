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
import org.optnet4j.QpGradients;
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
        return puzzles(count, new SplittableRandom(seed));
    }

    private static EncodedPuzzles puzzles(int count, SplittableRandom random) {
        PuzzleGenerator generator = new PuzzleGenerator(PuzzleLaw.PAPER, RemovalRule.DEDUCIBLE, random);
        return new EncodedPuzzles(
                IntStream.range(0, count).mapToObj(i -> generator.next()).toList());
    }

    private Equations equations() {
        return RandomStart.draw(Grid.MINI, EQUALITIES, new SplittableRandom(seed));
    }

    /** A loss has kinks where bounds become active: drawn again until none is near. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.examples.testing.AvailableBackends#names")
    void theGradientOfTheLossAgainstDifferences(String backend) {
        SplittableRandom random = new SplittableRandom(seed);
        try (QpSolver solver =
                QpSolver.builder().backend(backend).settings(ACCURATE).build()) {
            EncodedPuzzles puzzles;
            Equations equations;
            do {
                puzzles = puzzles(2, random);
                equations = RandomStart.draw(Grid.MINI, EQUALITIES, random);
            } while (margin(solver, puzzles, equations) < 1e-3);
            LargeModel model = new LargeModel(solver, Grid.MINI, equations, Precision.FLOAT64);
            List<double[]> gradients = new ArrayList<>();
            Learner learner = new OptNetLearner(
                    Grid.MINI, model::forward, all -> gradients.add(all.of("A").toDoubles()));
            assertEquals(
                    0, learner.train(puzzles.minusGivens(), puzzles.solutions()).unsolved(), "seed " + seed);
            assertGradient(equations.A(), gradients.get(0), learner, puzzles);
        }
    }

    private static double margin(QpSolver solver, EncodedPuzzles puzzles, Equations equations) {
        LargeModel model = new LargeModel(solver, Grid.MINI, equations, Precision.FLOAT64);
        try (LayerForward forward = model.forward(puzzles.minusGivens())) {
            QpGradients gradients = forward.solution().gradients(forward.x());
            return IntStream.range(0, 2)
                    .mapToDouble(i -> gradients.quality(i).margin())
                    .min()
                    .orElseThrow();
        }
    }

    private void assertGradient(double[] numbers, double[] gradient, Learner learner, EncodedPuzzles puzzles) {
        for (int i = 0; i < numbers.length; i++) {
            double at = numbers[i];
            numbers[i] = at + STEP;
            double above = loss(learner, puzzles);
            numbers[i] = at - STEP;
            double below = loss(learner, puzzles);
            numbers[i] = at;
            double difference = (above - below) / (2 * STEP);
            double tolerance = 1e-5 * Math.max(1, Math.abs(difference));
            assertEquals(difference, gradient[i], tolerance, "seed " + seed + ", number " + i);
        }
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
