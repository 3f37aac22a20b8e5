package org.optnet4j.examples.sudoku;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSolution;
import org.optnet4j.QpStatus;

/**
 * How well one batch of boards was filled in. A board that was not answered, because its problem was not solved, counts as
 * wrong and as left empty (all its numbers zero), and has no gradient.
 */
public final class BatchScore {
    private final double loss;
    private final double[] lossByOutput;
    private final List<@Nullable Board> answers = new ArrayList<>();

    private BatchScore(Grid grid, double[] x, IntPredicate answered, double[] targets) {
        lossByOutput = new double[x.length];
        double squares = 0;
        for (int board = 0; board < x.length / grid.oneHot(); board++) {
            int from = board * grid.oneHot();
            boolean solved = answered.test(board);
            for (int k = from; k < from + grid.oneHot(); k++) {
                double difference = (solved ? x[k] : 0) - targets[k];
                squares += difference * difference;
                lossByOutput[k] = solved ? 2 * difference / x.length : 0;
            }
            answers.add(solved ? Board.fromOneHot(grid, x, from) : null);
        }
        loss = squares / x.length;
    }

    /**
     * Scores the solutions of quadratic programs.
     *
     * @param grid size of the boards
     * @param solution of the batch
     * @param targets one-hot solutions
     * @return the score
     */
    static BatchScore of(Grid grid, QpSolution solution, double[] targets) {
        return new BatchScore(
                grid, solution.x().toDoubles(), board -> solution.status(board) == QpStatus.SOLVED, targets);
    }

    /**
     * Scores a model that answers every board.
     *
     * @param grid size of the boards
     * @param answers relaxed one-hot boards
     * @param targets one-hot solutions
     * @return the score
     */
    public static BatchScore of(Grid grid, double[] answers, double[] targets) {
        return new BatchScore(grid, answers, board -> true, targets);
    }

    /** Mean squared error over all numbers of the batch. */
    double loss() {
        return loss;
    }

    /** Each board after arg-max; null for one that was not answered. */
    List<@Nullable Board> answers() {
        return Collections.unmodifiableList(answers);
    }

    /** Boards that break a rule. */
    int wrongBoards() {
        return (int) answers.stream()
                .filter(board -> board == null || !board.isSolved())
                .count();
    }

    /** Boards whose problem was not solved. */
    int unsolved() {
        return (int) answers.stream().filter(Objects::isNull).count();
    }

    /** Gradient of the loss with respect to the layer's output. */
    double[] lossByOutput() {
        return lossByOutput;
    }
}
