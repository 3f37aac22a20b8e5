package org.optnet4j.examples.sudoku;

/** Adds up the scores of batches. */
final class RunningScore {
    private double lossTimesBoards;
    private int boards;
    private int wrongBoards;
    private long unsolved;

    void add(BatchScore score, int batchSize) {
        lossTimesBoards += score.loss() * batchSize;
        boards += batchSize;
        wrongBoards += score.wrongBoards();
        unsolved += score.unsolved();
    }

    /** Mean squared error so far. */
    double loss() {
        return boards == 0 ? 0 : lossTimesBoards / boards;
    }

    /** Fraction of the boards so far that break a rule. */
    double boardError() {
        return boards == 0 ? 0 : (double) wrongBoards / boards;
    }

    /** Boards so far whose problem was not solved. */
    long unsolved() {
        return unsolved;
    }
}
