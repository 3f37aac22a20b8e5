package org.optnet4j.benchmarks.bench;

import java.util.Arrays;
import org.optnet4j.BatchArray;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;
import org.optnet4j.benchmarks.problems.AdjointResidual;
import org.optnet4j.benchmarks.problems.Answers;
import org.optnet4j.benchmarks.problems.Gradients;
import org.optnet4j.benchmarks.problems.Problems;

/** How far the gradients of a batch are from solving the adjoint systems, whether its problems share parameters or not. */
final class GradientCheck {
    private final Problems problems;
    private final QpSolution solved;
    private final double[] upstream;

    GradientCheck(Problems problems, QpSolution solved, double[] upstream) {
        this.problems = problems;
        this.solved = solved;
        this.upstream = upstream;
    }

    /**
     * The worst residual of gradients for each problem.
     *
     * @param accuracy the largest relative KKT residual that the answers may have
     */
    double ofEach(QpGradients gradients, double accuracy) {
        return residual(Gradients.of(gradients), accuracy);
    }

    /**
     * The worst residual of gradients of which all but that by q are sums over the batch. A sum does not tell what it is made
     * of, so each problem is asked for its part: its gradients are the sums if the loss depends on nothing but its minimiser.
     *
     * @param accuracy the largest relative KKT residual that the answers may have
     */
    double ofSums(QpGradients gradients, double accuracy) {
        // Copies: the gradients of the parts may go into the same memory.
        Gradients sums = Gradients.of(gradients);
        Gradients parts = parts();
        double worst = residual(parts, accuracy);
        worst = Math.max(worst, difference(sums.q(), parts.q()));
        worst = Math.max(worst, difference(sums.Q(), parts.Q()));
        worst = Math.max(worst, difference(sums.A(), parts.A()));
        worst = Math.max(worst, difference(sums.b(), parts.b()));
        worst = Math.max(worst, difference(sums.G(), parts.G()));
        worst = Math.max(worst, difference(sums.h(), parts.h()));
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }

    private double residual(Gradients gradients, double accuracy) {
        return AdjointResidual.worst(problems, Answers.of(solved), upstream, gradients, accuracy);
    }

    private Gradients parts() {
        int count = problems.count();
        int n = problems.n();
        Gradients parts = new Gradients(
                new double[problems.Q().length],
                new double[problems.q().length],
                new double[problems.A().length],
                new double[problems.b().length],
                new double[problems.G().length],
                new double[problems.h().length]);
        for (int i = 0; i < count; i++) {
            double[] ofOne = new double[upstream.length];
            System.arraycopy(upstream, i * n, ofOne, i * n, n);
            QpGradients gradients = solved.gradients(BatchArray.perProblem(ofOne), null, null);
            System.arraycopy(gradients.q().toDoubles(), i * n, parts.q(), i * n, n);
            put(gradients.Q(), i, parts.Q());
            put(gradients.A(), i, parts.A());
            put(gradients.b(), i, parts.b());
            put(gradients.G(), i, parts.G());
            put(gradients.h(), i, parts.h());
        }
        return parts;
    }

    private static void put(BatchArray sum, int i, double[] parts) {
        double[] values = sum.toDoubles();
        System.arraycopy(values, 0, parts, i * values.length, values.length);
    }

    /** How far numbers are from the sums of their parts, relative to the largest of the terms if that exceeds 1. */
    private static double difference(double[] sums, double[] parts) {
        double[] differences = sums.clone();
        double[] terms = new double[sums.length];
        for (int j = 0; j < parts.length; j++) {
            differences[j % sums.length] -= parts[j];
            terms[j % sums.length] += Math.abs(parts[j]);
        }
        double worst = Arrays.stream(differences).map(Math::abs).reduce(0, Math::max);
        return worst / Arrays.stream(terms).reduce(1, Math::max);
    }
}
