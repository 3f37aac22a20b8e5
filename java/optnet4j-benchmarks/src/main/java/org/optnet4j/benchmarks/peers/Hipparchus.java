package org.optnet4j.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.optim.MaxIter;
import org.hipparchus.optim.OptimizationData;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.vector.constrained.ADMMQPOptimizer;
import org.hipparchus.optim.nonlinear.vector.constrained.ADMMQPOption;
import org.hipparchus.optim.nonlinear.vector.constrained.LagrangeSolution;
import org.hipparchus.optim.nonlinear.vector.constrained.LinearEqualityConstraint;
import org.hipparchus.optim.nonlinear.vector.constrained.LinearInequalityConstraint;
import org.hipparchus.optim.nonlinear.vector.constrained.QuadraticFunction;
import org.optnet4j.benchmarks.problems.Answers;
import org.optnet4j.benchmarks.problems.Problems;

/**
 * Hipparchus' {@code ADMMQPOptimizer}, its one solver of quadratic programs, at the tolerance at which its answers reach
 * 1e-8. Its polishing fails on these problems ("matrix is singular") and stays off, as it is by default.
 */
final class Hipparchus implements PeerSolver {
    private static final double TOLERANCE = 1e-10;
    private static final int MOST_ITERATIONS = 4000;

    @Override
    public Prepared prepare(Problems problems, int i) {
        int n = problems.n();
        int m = problems.m();
        int p = problems.p();
        List<OptimizationData> data = new ArrayList<>();
        double[][] q = Rows.of(problems.q(), i, 1, n);
        data.add(new ObjectiveFunction(new QuadraticFunction(Rows.of(problems.Q(), i, n, n), q[0], 0)));
        if (p > 0) {
            data.add(new LinearEqualityConstraint(Rows.of(problems.A(), i, p, n), Rows.of(problems.b(), i, 1, p)[0]));
        }
        if (m > 0) {
            // Its inequalities are rows x >= bound.
            data.add(new LinearInequalityConstraint(
                    Rows.negated(problems.G(), i, m, n), Rows.negated(problems.h(), i, 1, m)[0]));
        }
        ADMMQPOption option = new ADMMQPOption();
        option.setEps(TOLERANCE);
        data.add(option);
        data.add(new MaxIter(MOST_ITERATIONS));
        OptimizationData[] all = data.toArray(new OptimizationData[0]);
        return answers -> {
            ADMMQPOptimizer optimizer = new ADMMQPOptimizer();
            LagrangeSolution solution = optimizer.optimize(all);
            if (!optimizer.isConverged()) {
                throw new IllegalStateException("problem " + i + ": not converged");
            }
            put(solution, answers, i, n, m, p);
        };
    }

    private static void put(LagrangeSolution solution, Answers answers, int i, int n, int m, int p) {
        double[] multipliers = solution.getLambda().toArray();
        System.arraycopy(solution.getX().toArray(), 0, answers.x(), i * n, n);
        for (int k = 0; k < p; k++) {
            answers.nu()[i * p + k] = -multipliers[k];
        }
        System.arraycopy(multipliers, p, answers.lambda(), i * m, m);
    }
}
