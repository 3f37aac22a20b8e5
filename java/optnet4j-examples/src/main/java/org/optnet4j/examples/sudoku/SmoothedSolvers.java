package org.optnet4j.examples.sudoku;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;

/**
 * Solvers on one back end, one for each smoothing, opened when it is first asked for.
 */
final class SmoothedSolvers implements AutoCloseable {
    private final Function<QpSettings, QpSolver> open;
    private final QpSolver exact;
    private final Map<Double, QpSolver> bySmoothing = new HashMap<>();

    /** @param open opens a solver with some settings */
    SmoothedSolvers(Function<QpSettings, QpSolver> open) {
        this.open = open;
        this.exact = open.apply(QpSettings.defaults());
    }

    /** The solver that smoothes nothing. */
    QpSolver exact() {
        return exact;
    }

    /**
     * The solver that smoothes so much.
     *
     * @param smoothing what the products of slacks and multipliers are at the point that is taken for the solution
     */
    QpSolver at(double smoothing) {
        return bySmoothing.computeIfAbsent(
                smoothing, kappa -> open.apply(QpSettings.defaults().withSmoothing(kappa)));
    }

    @Override
    public void close() {
        exact.close();
        bySmoothing.values().forEach(QpSolver::close);
    }
}
