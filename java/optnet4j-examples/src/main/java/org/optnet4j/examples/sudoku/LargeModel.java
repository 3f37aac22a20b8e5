package org.optnet4j.examples.sudoku;

import static org.optnet4j.layer.Parametrisation.feasibleAt;
import static org.optnet4j.layer.Parametrisation.input;

import java.util.Arrays;
import java.util.Map;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.LayerForward;
import org.optnet4j.layer.Parametrisation.Fixed;
import org.optnet4j.layer.Parametrisation.Learned;
import org.optnet4j.layer.QpLayer;

/**
 * The QP layer of {@link SudokuModel} with a z0 that is not learned, in the form that suits many variables: Q as its diagonal
 * and x &ge; 0 as bounds, so that no matrix larger than p x p is factored.
 */
final class LargeModel {
    private final QpSolver solver;
    private final int n;
    private final Equations equations;
    private final Precision precision;

    /**
     * @param solver what solves the problems
     * @param grid size of the boards
     * @param equations read at every pass, so an optimiser may change them in place between passes
     * @param precision of the problems
     */
    LargeModel(QpSolver solver, Grid grid, Equations equations, Precision precision) {
        this.solver = solver;
        this.n = grid.oneHot();
        this.equations = equations;
        this.precision = precision;
    }

    /**
     * Fills in boards.
     *
     * @param minusPuzzles one-hot boards with -1 for a given
     * @return the pass, to be closed
     */
    LayerForward forward(double[] minusPuzzles) {
        BatchArray input = BatchArray.perProblem(minusPuzzles).to(precision);
        return layer().forward(solver, minusPuzzles.length / n, Map.of("minusPuzzle", input));
    }

    private QpLayer layer() {
        double[] diagonal = new double[n];
        Arrays.fill(diagonal, SudokuModel.QUADRATIC_PENALTY);
        return QpLayer.builder(n, 0, equations.A().length / n)
                .Qdiag(new Fixed(rounded(diagonal)))
                .q(input("minusPuzzle"))
                .A(new Learned("A", rounded(equations.A())))
                .b(feasibleAt(new Fixed(rounded(equations.z0()))))
                .lb(new Fixed(rounded(new double[n])))
                .build();
    }

    private BatchArray rounded(double[] numbers) {
        return BatchArray.shared(numbers).to(precision);
    }
}
