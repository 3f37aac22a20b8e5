package org.optnet4j.testing;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;

/**
 * A loss that is linear in the solution, by its gradient with respect to the solution; null stands for zero.
 *
 * @param x one weight per entry of the minimisers
 * @param nu one per multiplier of an equality
 * @param lambda one per multiplier of an inequality
 */
public record Upstream(double @Nullable [] x, double @Nullable [] nu, double @Nullable [] lambda) {
    public static Upstream random(QpData data, Random random) {
        return new Upstream(
                gaussian(data.batch() * data.n(), random),
                gaussian(data.batch() * data.p(), random),
                gaussian(data.batch() * data.m(), random));
    }

    public Upstream throughX() {
        return new Upstream(x, null, null);
    }

    public Upstream throughNu() {
        return new Upstream(null, nu, null);
    }

    public Upstream throughLambda() {
        return new Upstream(null, null, lambda);
    }

    /** The weights of some of the problems; all three sets have to be there. */
    public Upstream pick(QpData data, int... problems) {
        return new Upstream(
                pick(x, data.n(), problems), pick(nu, data.p(), problems), pick(lambda, data.m(), problems));
    }

    public QpGradients gradients(QpSolution solution) {
        return solution.gradients(array(x), array(nu), array(lambda));
    }

    public double loss(QpSolution solution) {
        return dot(x, solution.x()) + dot(nu, solution.nu()) + dot(lambda, solution.lambda());
    }

    private static @Nullable BatchArray array(double @Nullable [] values) {
        return values == null ? null : BatchArray.perProblem(values);
    }

    private static double dot(double @Nullable [] weights, BatchArray values) {
        double sum = 0;
        for (int i = 0; weights != null && i < weights.length; i++) {
            sum += weights[i] * values.get(i);
        }
        return sum;
    }

    private static double[] pick(double @Nullable [] values, int length, int... problems) {
        double[] picked = new double[problems.length * length];
        for (int i = 0; i < problems.length; i++) {
            System.arraycopy(Objects.requireNonNull(values), problems[i] * length, picked, i * length, length);
        }
        return picked;
    }

    private static double[] gaussian(int length, Random random) {
        double[] values = new double[length];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }
}
