package org.optnet4j.experiments.denoise;

import java.util.Arrays;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.QpStatus;

/**
 * Denoising by total variation: the z that minimises &frac12; |z - y|&sup2; + &lambda; |Dz|<sub>1</sub>, where y is the
 * noisy signal and D takes differences of neighbours.
 *
 * <p>What is solved is the dual, a quadratic program of one variable per difference and with bounds alone: minimise &frac12;
 * u'DD'u - (Dy)'u subject to -&lambda; &le; u &le; &lambda;, and z = y - D'u. It is an eighth of the work of the paper's
 * form, which has twice the variables and needs rows.
 */
final class TotalVariation {
    private final QpSolver solver;
    private final int length;
    private final BatchArray Q;

    /**
     * @param solver what solves the duals
     * @param length of a signal, at least 2
     */
    TotalVariation(QpSolver solver, int length) {
        this.solver = solver;
        this.length = length;
        int n = length - 1;
        double[] productOfDifferences = new double[n * n];
        for (int i = 0; i < n; i++) {
            productOfDifferences[i * n + i] = 2;
            if (i > 0) {
                productOfDifferences[i * n + i - 1] = -1;
                productOfDifferences[(i - 1) * n + i] = -1;
            }
        }
        Q = BatchArray.shared(productOfDifferences);
    }

    /**
     * Denoises signals.
     *
     * @param noisy signals, one after the other
     * @param lambda weight of the variation, not negative
     * @return denoised signals; a signal whose problem is not solved stays as it is
     */
    Denoised denoise(double[] noisy, double lambda) {
        if (lambda == 0) {
            return new Denoised(noisy.clone(), 0);
        }
        int n = length - 1;
        int count = noisy.length / length;
        double[] bound = new double[n];
        Arrays.fill(bound, lambda);
        double[] minusBound = new double[n];
        Arrays.fill(minusBound, -lambda);
        double[] minusDifferences = new double[count * n];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < n; i++) {
                minusDifferences[k * n + i] = noisy[k * length + i] - noisy[k * length + i + 1];
            }
        }
        QpBatch batch = QpBatch.builder(count, n)
                .Q(Q)
                .q(BatchArray.perProblem(minusDifferences))
                .lb(BatchArray.shared(minusBound))
                .ub(BatchArray.shared(bound))
                .build();
        try (QpSolution solution = solver.solve(batch)) {
            return new Denoised(primal(noisy, solution), count - solution.count(QpStatus.SOLVED));
        }
    }

    private double[] primal(double[] noisy, QpSolution solution) {
        int n = length - 1;
        double[] u = solution.x().doubles();
        double[] denoised = noisy.clone();
        for (int k = 0; k < noisy.length / length; k++) {
            if (solution.status(k) == QpStatus.SOLVED) {
                for (int i = 0; i < n; i++) {
                    denoised[k * length + i] += u[k * n + i];
                    denoised[k * length + i + 1] -= u[k * n + i];
                }
            }
        }
        return denoised;
    }
}
