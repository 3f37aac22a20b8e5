package org.optnet4j.examples.sudoku;

import static org.optnet4j.layer.Parametrisation.exp;
import static org.optnet4j.layer.Parametrisation.feasibleAt;
import static org.optnet4j.layer.Parametrisation.fixed;
import static org.optnet4j.layer.Parametrisation.input;
import static org.optnet4j.layer.Parametrisation.learned;

import java.util.Map;
import org.optnet4j.BatchArray;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.LayerForward;
import org.optnet4j.layer.QpLayer;

/**
 * The paper's mini-Sudoku model, one QP layer: minimise 0.05 |x|^2 - puzzle'x subject to A x = A z0, x &ge; 0, where
 * puzzle is the one-hot board with blanks, x the relaxed one-hot solution, and A and z0 = exp(logZ0) are learned. The
 * problem is feasible (at z0) whatever is learned.
 */
final class SudokuModel {
    private static final int N = Grid.MINI.oneHot();
    /** What the diagonal of Q is: only one minimiser, hardly moved. */
    static final double QUADRATIC_PENALTY = 0.1;

    private final QpSolver solver;
    private final QpLayer layer;

    /**
     * @param solver what solves the problems
     * @param weights read at every pass, so an optimiser may change them in place between passes
     */
    SudokuModel(QpSolver solver, Weights weights) {
        this.solver = solver;
        this.layer = QpLayer.builder(N, N, Weights.EQUALITIES)
                .Q(fixed(diagonal(QUADRATIC_PENALTY)))
                .q(input("minusPuzzle"))
                .A(learned("A", weights.A()))
                .b(feasibleAt(exp(learned("logZ0", weights.logZ0()))))
                .G(fixed(diagonal(-1)))
                .h(fixed(new double[N]))
                .build();
    }

    /**
     * Fills in boards.
     *
     * @param minusPuzzles one-hot boards with -1 for a given, 64 numbers each
     * @return the pass, to be closed
     */
    LayerForward forward(double[] minusPuzzles) {
        return layer.forward(
                solver, minusPuzzles.length / N, Map.of("minusPuzzle", BatchArray.perProblem(minusPuzzles)));
    }

    private static double[] diagonal(double value) {
        double[] matrix = new double[N * N];
        for (int i = 0; i < N; i++) {
            matrix[i * N + i] = value;
        }
        return matrix;
    }
}
