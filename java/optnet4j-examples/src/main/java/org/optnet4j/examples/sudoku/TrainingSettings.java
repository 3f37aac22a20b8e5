package org.optnet4j.examples.sudoku;

/**
 * What, with the back end, fixes every number of a run. The number of epochs is not among them: a longer run begins
 * with the same epochs as a shorter one.
 *
 * @param seed of puzzles, start values and order
 * @param train number of training puzzles
 * @param test number of test puzzles
 * @param batch puzzles per step
 * @param learningRate of Adam
 * @param hard whether puzzles are made under {@link RemovalRule#UNIQUE} rather than {@link RemovalRule#DEDUCIBLE}
 */
public record TrainingSettings(long seed, int train, int test, int batch, double learningRate, boolean hard) {
    /** How cells are removed. */
    RemovalRule removalRule() {
        return hard ? RemovalRule.UNIQUE : RemovalRule.DEDUCIBLE;
    }
}
