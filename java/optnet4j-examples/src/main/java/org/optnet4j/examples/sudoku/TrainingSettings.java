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
 * @param halfLife over how many epochs the learning rate halves; 0 if it stays
 */
public record TrainingSettings(
        long seed, int train, int test, int batch, double learningRate, boolean hard, double halfLife) {
    private static final int PUZZLES = 1;
    private static final int START = 2;
    private static final int ORDER = 3;

    /**
     * The puzzles of a mini-Sudoku run, the same for every model.
     *
     * @return the puzzles
     */
    public PuzzleSet puzzles() {
        SplittableRandom random = RandomStreams.at(seed, PUZZLES);
        return PuzzleSet.generate(new PuzzleGenerator(PuzzleLaw.PAPER, run().rule(), random), train, test);
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

    /**
     * How many steps an epoch has.
     *
     * @return the number of batches
     */
    int stepsPerEpoch() {
        return (train - 1) / batch + 1;
    }

    /**
     * What the learning rate is multiplied by in a step. It does not depend on how many more steps there will be.
     *
     * @param steps that were taken before it
     * @return 1 in the first step, half after every half-life
     */
    double scale(long steps) {
        return halfLife == 0 ? 1 : StrictMath.pow(0.5, steps / (halfLife * stepsPerEpoch()));
    }

    /** What of it every run has. */
    RunSettings run() {
        return new RunSettings(seed, train, test, batch, hard);
    }

    /** The same with another half-life. */
    TrainingSettings withHalfLife(double epochs) {
        return new TrainingSettings(seed, train, test, batch, learningRate, hard, epochs);
    }
}
