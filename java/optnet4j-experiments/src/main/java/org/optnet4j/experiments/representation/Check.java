package org.optnet4j.experiments.representation;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.optnet4j.QpSolver;

/** Compares functions with their quadratic programs at random points away from kinks. */
final class Check {
    private static final int PATIENCE = 100_000;

    private final QpSolver solver;
    private final Numbers numbers;
    private final Tolerance tolerance;
    private final int count;

    /**
     * @param solver what solves the quadratic programs
     * @param numbers in the precision of the layers
     * @param count of points
     */
    Check(QpSolver solver, Numbers numbers, int count) {
        this.solver = solver;
        this.numbers = numbers;
        this.tolerance = Tolerance.of(numbers.precision());
        this.count = count;
    }

    /** Compares one function. */
    Finding of(Representation representation, SplittableRandom random) {
        Points points = points(representation, random);
        Evaluation expected = representation.closedForm(points);
        Evaluation actual = representation.byLayer(solver, numbers, points);
        double values = difference(expected.values(), actual.values());
        SortedMap<String, double[]> gradients = expected.gradients();
        if (!gradients.keySet().equals(actual.gradients().keySet())) {
            throw new IllegalStateException(representation.name() + ": expected gradients with respect to "
                    + gradients.keySet() + ", got " + actual.gradients().keySet());
        }
        double worst = -1;
        String worstName = "";
        for (var each : gradients.entrySet()) {
            double difference = difference(each.getValue(), actual.gradients().get(each.getKey()));
            if (difference > worst) {
                worst = difference;
                worstName = each.getKey();
            }
        }
        return new Finding(
                representation.name(),
                representation.size(),
                count,
                values,
                worst,
                worstName,
                tolerance.values(),
                tolerance.gradients());
    }

    private Points points(Representation representation, SplittableRandom random) {
        int inputs = representation.inputs();
        double[] all = new double[count * inputs];
        for (int i = 0, tries = 0; i < count; tries++) {
            if (tries == PATIENCE + 100 * count) {
                throw new IllegalStateException(representation.name() + ": hardly a point is away from its kinks");
            }
            double[] x = Draw.normals(inputs, random);
            if (representation.distanceToKink(x) >= tolerance.margin()) {
                System.arraycopy(x, 0, all, i++ * inputs, inputs);
            }
        }
        return new Points(count, all, Draw.normals(count * representation.outputs(), random));
    }

    /** Relative to the larger of one and the expected number; infinite if one is not a number. */
    private static double difference(double[] expected, double[] actual) {
        if (expected.length != actual.length) {
            throw new IllegalStateException("expected " + expected.length + " numbers, got " + actual.length);
        }
        double[] differences = new double[expected.length];
        Arrays.setAll(differences, i -> Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i])));
        double largest = Arrays.stream(differences).reduce(0, Math::max);
        return Double.isNaN(largest) ? Double.POSITIVE_INFINITY : largest;
    }
}
