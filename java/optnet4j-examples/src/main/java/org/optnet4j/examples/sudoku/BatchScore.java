package org.optnet4j.examples.sudoku;

import java.util.function.IntPredicate;
import org.optnet4j.QpSolution;
import org.optnet4j.QpStatus;

/**
 * How well one batch of boards was filled in. A board that was not answered, because its problem was not solved, counts as
 * wrong and as left empty (all 64 numbers zero), and has no gradient.
 */
public final class BatchScore {
    private final double loss;
    private final int wrongBoards;
    private final int unsolved;
    private final double[] lossByOutput;

    private BatchScore(double[] x, IntPredicate answered, double[] targets) {
        lossByOutput = new double[x.length];
        double squares = 0;
        int wrong = 0;
        int failed = 0;
        for (int board = 0; board < x.length / Board.ONE_HOT; board++) {
            int from = board * Board.ONE_HOT;
            boolean solved = answered.test(board);
            for (int k = from; k < from + Board.ONE_HOT; k++) {
                double difference = (solved ? x[k] : 0) - targets[k];
                squares += difference * difference;
                lossByOutput[k] = solved ? 2 * difference / x.length : 0;
            }
            failed += solved ? 0 : 1;
            wrong += solved && Board.fromOneHot(x, from).isSolved() ? 0 : 1;
        }
        loss = squares / x.length;
        wrongBoards = wrong;
        unsolved = failed;
    }

    /**
     * Scores the solutions of quadratic programs.
     *
     * @param solution of the batch
     * @param targets one-hot solutions
     * @return the score
     */
    static BatchScore of(QpSolution solution, double[] targets) {
        return new BatchScore(solution.x().toDoubles(), board -> solution.status(board) == QpStatus.SOLVED, targets);
    }

    /**
     * Scores a model that answers every board.
     *
     * @param answers relaxed one-hot boards, 64 numbers each
     * @param targets one-hot solutions
     * @return the score
     */
    public static BatchScore of(double[] answers, double[] targets) {
        return new BatchScore(answers, board -> true, targets);
    }

    /** Mean squared error over all numbers of the batch. */
    double loss() {
        return loss;
    }

    /** Boards that break a rule. */
    int wrongBoards() {
        return wrongBoards;
    }

    /** Boards whose problem was not solved. */
    int unsolved() {
        return unsolved;
    }

    /** Gradient of the loss with respect to the layer's output. */
    double[] lossByOutput() {
        return lossByOutput;
    }
}
