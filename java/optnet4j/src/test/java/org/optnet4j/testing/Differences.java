package org.optnet4j.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.optnet4j.BatchArray;
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

    /**
     * The first data at whose solution every inequality has either slack or multiplier well above zero, and no number is
     * large.
     */
    public static QpData strictlyComplementary(QpSolver solver, Supplier<QpData> supplier) {
        while (true) {
            QpData data = supplier.get();
            try (QpSolution solution = solver.solve(data.toBatch())) {
                assertTrue(solution.allSolved());
                if (margin(solution) > MARGIN && largest(solution) < LARGEST) {
                    return data;
                }
            }
        }
    }

    /** The derivatives of each loss with respect to each number of a parameter. */
    public static double[][] of(QpSolver solver, QpData data, char name, Upstream... losses) {
        double[][] derivatives = new double[losses.length][data.get(name).length];
        for (int i = 0; i < data.get(name).length; i++) {
            double[][] at = new double[4][];
            double[] steps = {-2, -1, 1, 2};
            for (int k = 0; k < 4; k++) {
                QpData moved = data.copy();
                moved.get(name)[i] += steps[k] * STEP;
                at[k] = losses(solver, moved, losses);
            }
            for (int loss = 0; loss < losses.length; loss++) {
                derivatives[loss][i] = fourthOrder(at[0][loss], at[1][loss], at[2][loss], at[3][loss]);
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

    /** The smallest, over all inequalities, of the larger of slack and multiplier. */
    public static double margin(QpSolution solution) {
        double margin = Double.POSITIVE_INFINITY;
        for (int i = 0; i < solution.slack().length(); i++) {
            margin = Math.min(
                    margin, Math.max(solution.slack().get(i), solution.lambda().get(i)));
        }
        return margin;
    }

    private static double largest(QpSolution solution) {
        return Stream.of(solution.x(), solution.nu(), solution.lambda())
                .flatMapToDouble(values -> Arrays.stream(values.toDoubles()))
                .map(Math::abs)
                .max()
                .orElseThrow();
    }

    /** The derivative from values at -2, -1, 1 and 2 steps. */
    public static double fourthOrder(double minusTwo, double minusOne, double one, double two) {
        return (8 * (one - minusOne) - (two - minusTwo)) / (12 * STEP);
    }

    /** The step between the values. */
    public static double step() {
        return STEP;
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
