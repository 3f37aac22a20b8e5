package org.optnet4j.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;

/** Derivatives of losses by central differences of fourth order. */
public final class Differences {
    /** Truncation is about the fourth power of this, rounding 1e-12 divided by it. */
    private static final double STEP = 1e-4;

    /** How far the inequalities have to stay from being active with zero multiplier. */
    private static final double MARGIN = 0.05;

    private Differences() {}

    /** How large a solution may be: where it is very sensitive to the data, so are its differences. */
    private static final double LARGEST = 20;

    /** The first data at whose solution differences can be trusted. */
    public static QpData strictlyComplementary(QpSolver solver, Supplier<QpData> supplier) {
        while (true) {
            QpData data = supplier.get();
            try (QpSolution solution = solver.solve(data.toBatch())) {
                assertTrue(solution.allSolved());
                if (areTrustworthyAt(solution)) {
                    return data;
                }
            }
        }
    }

    /** The derivatives of each loss with respect to each number of a parameter. */
    public static double[][] of(QpSolver solver, QpData data, char name, Upstream... losses) {
        QpData moving = data.copy();
        double[][] derivatives = new double[losses.length][data.get(name).length];
        for (int i = 0; i < data.get(name).length; i++) {
            double[] derivative = of(moving.get(name), i, () -> losses(solver, moving, losses));
            for (int loss = 0; loss < losses.length; loss++) {
                derivatives[loss][i] = derivative[loss];
            }
        }
        return derivatives;
    }

    /** The gradient of one parameter. */
    public static BatchArray get(QpGradients gradients, char name) {
        return switch (name) {
            case 'Q' -> gradients.Q();
            case 'q' -> gradients.q();
            case 'A' -> gradients.A();
            case 'b' -> gradients.b();
            case 'G' -> gradients.G();
            case 'h' -> gradients.h();
            default -> throw new IllegalArgumentException(String.valueOf(name));
        };
    }

    /** Whether every inequality has either slack or multiplier well above zero, and no number is large. */
    public static boolean areTrustworthyAt(QpSolution solution) {
        BatchArray x = solution.x();
        QpBatch batch = solution.batch();
        return areFarFromBoth(solution.slack(), solution.lambda())
                && areFarFromBoth(solution.slackL(), solution.lambdaL())
                && areFarFromBoth(distance(x, batch.lb(), batch), solution.lambdaLb())
                && areFarFromBoth(distance(x, batch.ub(), batch), solution.lambdaUb())
                && largest(solution) < LARGEST;
    }

    private static boolean areFarFromBoth(BatchArray slack, BatchArray multiplier) {
        for (int i = 0; i < multiplier.length(); i++) {
            if (Math.max(slack.get(i), multiplier.get(i)) < MARGIN) {
                return false;
            }
        }
        return true;
    }

    private static BatchArray distance(BatchArray x, BatchArray bound, QpBatch batch) {
        double[] distances = new double[bound.length() == 0 ? 0 : x.length()];
        for (int i = 0; i < distances.length; i++) {
            int problem = i / batch.n();
            distances[i] = Math.abs(x.get(i) - bound.get(bound.blockStart(problem, batch.n()) + i % batch.n()));
        }
        return BatchArray.perProblem(distances);
    }

    /**
     * The derivative of a function of numbers with respect to one of them, which is moved and put back.
     *
     * @param numbers what the function depends on
     * @param i which of them to move
     * @param function its values
     * @return the derivative of each value
     */
    public static double[] of(double[] numbers, int i, Supplier<double[]> function) {
        double at = numbers[i];
        double[][] values = new double[4][];
        double[] steps = {-2, -1, 1, 2};
        for (int k = 0; k < 4; k++) {
            numbers[i] = at + steps[k] * STEP;
            values[k] = function.get();
        }
        numbers[i] = at;
        double[] derivative = new double[values[0].length];
        for (int j = 0; j < derivative.length; j++) {
            derivative[j] = (8 * (values[2][j] - values[1][j]) - (values[3][j] - values[0][j])) / (12 * STEP);
        }
        return derivative;
    }

    private static double largest(QpSolution solution) {
        return Stream.of(solution.x(), solution.nu(), solution.lambda())
                .flatMapToDouble(values -> Arrays.stream(values.toDoubles()))
                .map(Math::abs)
                .max()
                .orElseThrow();
    }

    private static double[] losses(QpSolver solver, QpData data, Upstream... losses) {
        try (QpSolution solution = solver.solve(data.toBatch())) {
            assertTrue(solution.allSolved());
            double[] values = new double[losses.length];
            for (int loss = 0; loss < losses.length; loss++) {
                values[loss] = losses[loss].loss(solution);
            }
            return values;
        }
    }
}
