package org.optnet4j.examples.sudoku;

/** A model that learns to fill in boards, batch by batch. Arrays hold {@link Board}'s one-hot forms. */
public interface Learner {
    /**
     * One training step.
     *
     * @param minusGivens one-hot puzzles with -1 for a given
     * @param solutions one-hot solutions
     * @return the score of the answers before the step
     */
    BatchScore train(double[] minusGivens, double[] solutions);

    /**
     * Fills in boards without learning.
     *
     * @param minusGivens one-hot puzzles with -1 for a given
     * @param solutions one-hot solutions
     * @return the score of the answers
     */
    BatchScore measure(double[] minusGivens, double[] solutions);
}
