package org.optnet4j.examples.sudoku;

import java.util.SplittableRandom;
import org.optnet4j.examples.random.Permutations;
import org.optnet4j.examples.random.RandomStreams;

/**
 * What, with the model and what computes it, fixes every number of a run. The number of epochs is not among them: a longer
 * run begins with the same epochs as a shorter one.
 *
 * @param seed of puzzles, start values and order
 * @param train number of training puzzles
 * @param test number of test puzzles
 * @param batch puzzles per step
 * @param learningRate of Adam
 * @param hard whether puzzles are made under {@link RemovalRule#UNIQUE} rather than {@link RemovalRule#DEDUCIBLE}
 */
public record TrainingSettings(long seed, int train, int test, int batch, double learningRate, boolean hard) {
    private static final int PUZZLES = 1;
    private static final int START = 2;
    private static final int ORDER = 3;

    /**
     * The puzzles of the run, the same for every model.
     *
     * @return the puzzles
     */
    public PuzzleSet puzzles() {
        return PuzzleSet.generate(
                RandomStreams.at(seed, PUZZLES), hard ? RemovalRule.UNIQUE : RemovalRule.DEDUCIBLE, train, test);
    }

    /**
     * Where the random start values of a model come from.
     *
     * @return a fresh generator
     */
    public SplittableRandom start() {
        return RandomStreams.at(seed, START);
    }

    /**
     * The order in which an epoch takes the training puzzles, the same for every model.
     *
     * @param epoch its number, 1 for the first
     * @return a permutation of 0 to {@code train - 1}
     */
    public int[] order(int epoch) {
        return Permutations.draw(train, RandomStreams.at(seed, ORDER, epoch));
    }
}
