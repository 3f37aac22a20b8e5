package org.optnet4j.experiments.timing;

import java.util.Arrays;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpBatch;
import org.optnet4j.QpParameter;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;

/** A QP layer, forward and backward: the gradient is with respect to q only, for an incoming one of ones. */
final class QpLayerTrial implements Stopwatch.Trial {
    private static final GradientTargets ONLY_Q = GradientTargets.only(QpParameter.q);

    private final QpSolver solver;
    private final QpBatch batch;
    private final BatchArray ones;

    QpLayerTrial(QpSolver solver, QpBatch batch) {
        this.solver = solver;
        this.batch = batch;
        double[] values = new double[batch.n()];
        Arrays.fill(values, 1);
        ones = BatchArray.shared(values).to(batch.precision());
    }

    @Override
    public double[] run() {
        double begin = Stopwatch.now();
        try (QpSolution solution = solver.solve(batch)) {
            double solved = Stopwatch.now();
            solution.gradients(ones, null, null, ONLY_Q);
            return new double[] {solved - begin, Stopwatch.now() - solved};
        }
    }
}
