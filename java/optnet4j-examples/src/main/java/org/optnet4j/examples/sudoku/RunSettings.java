package org.optnet4j.examples.sudoku;

/**
 * What the settings of every run have in common.
 *
 * @param seed of puzzles, start values and order
 * @param train number of training puzzles, or of boards that they are made of
 * @param test number of test puzzles
 * @param batch puzzles per step
 * @param hard whether puzzles are made under {@link RemovalRule#UNIQUE} rather than {@link RemovalRule#DEDUCIBLE}
 */
record RunSettings(long seed, int train, int test, int batch, boolean hard) {
    RemovalRule rule() {
        return hard ? RemovalRule.UNIQUE : RemovalRule.DEDUCIBLE;
    }
}
