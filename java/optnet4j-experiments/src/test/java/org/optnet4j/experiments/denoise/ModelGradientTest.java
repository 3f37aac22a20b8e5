package org.optnet4j.experiments.denoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.experiments.testing.TestSeed;

/**
 * The gradient of every parameter of every model against central differences in a random direction. The loss has kinks, which
 * forbid long steps, and may be millions, as a random layer is sometimes singular but for its epsilon, which forbids short
 * ones: of a ladder of steps, the one counts that agrees best with those beside it.
 */
class ModelGradientTest {
    private static final DenoisingSize SIZE = new DenoisingSize(10);
    private static final SignalLaw LAW = new SignalLaw(10, 10);
    private static final double PENALTY_OF_D = 0.1;
    private static final int RUNGS = 9;
    private static final int POINTS = 20;

    private final long seed = TestSeed.next();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final SignalSet signals = SignalSet.draw(LAW, 6, seed, 1);

    @ParameterizedTest
    @CsvSource({"OPTNET, 2e-5, 1e-3", "OPTNET_TV, 2e-5, 1e-3", "LEARN_D, 2e-5, 1e-3", "FULLY_CONNECTED, 2e-4, 2e-3"})
    void equalsDifferences(ModelKind kind, double uncertainty, double tolerance) {
        int kinks = 0;
        while (!comparesWithDifferences(kind, uncertainty, tolerance)) {
            assertTrue(++kinks < POINTS, "no point without a kink beside it, seed " + seed);
        }
    }

    /** Whether the differences settle at a random point; if they do, the gradient is asserted to equal them. */
    private boolean comparesWithDifferences(ModelKind kind, double uncertainty, double tolerance) {
        QpSettings settings = QpSettings.defaults().withEpsAbs(1e-11).withEpsRel(1e-11);
        SortedMap<String, double[]> parameters = kind.start(SIZE, 15, random);
        parameters.values().forEach(this::shake);
        parameters.computeIfPresent("c1", (name, c1) -> awayFromKinks(c1, parameters.get("W1")));
        try (QpSolver solver = QpSolver.create(settings);
                Denoiser model = kind.open(SIZE, parameters, solver)) {
            double scale = 1 + loss(model);
            SortedMap<String, double[]> gradient;
            try (Denoiser.Pass pass = model.forward(signals.noisy())) {
                assertEquals(0, pass.output().unsolved(), "seed " + seed);
                gradient = pass.gradient(signals.lossGradient(pass.output().signals()));
            }
            assertEquals(parameters.keySet(), gradient.keySet());
            for (Map.Entry<String, double[]> each : gradient.entrySet()) {
                String name = each.getKey();
                double[] byName = each.getValue();
                double[] direction = random.doubles(byName.length, -1, 1).toArray();
                if (name.equals("L")) {
                    clearAboveDiagonal(direction);
                }
                double norm = 1 + Math.sqrt(product(byName, byName));
                Difference difference = difference(model, model.parameters().get(name), direction, scale / norm);
                if (!(difference.uncertainty() <= uncertainty * norm)) {
                    return false;
                }
                assertEquals(
                        difference.value(),
                        product(byName, direction),
                        tolerance * norm,
                        kind + ", " + name + ", seed " + seed);
            }
            return true;
        }
    }

    private record Difference(double value, double uncertainty) {}

    /** The derivative of the loss in a direction, by central differences with steps down from the longest. */
    private Difference difference(Denoiser model, double[] values, double[] direction, double longest) {
        double[] middle = values.clone();
        double[] quotients = new double[RUNGS];
        for (int i = 0; i < RUNGS; i++) {
            double step = longest * Math.pow(10, -i);
            move(values, direction, step);
            double after = loss(model);
            System.arraycopy(middle, 0, values, 0, values.length);
            move(values, direction, -step);
            double before = loss(model);
            // Equal losses say that the step drowned in rounding.
            quotients[i] = after == before ? Double.NaN : (after - before) / (2 * step);
            System.arraycopy(middle, 0, values, 0, values.length);
        }
        int best = 2;
        for (int i = 3; i < RUNGS; i++) {
            if (spread(quotients, i) < spread(quotients, best)) {
                best = i;
            }
        }
        return new Difference(quotients[best - 1], spread(quotients, best));
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Rectified linear units which are on, or off, for all signals: a thousand of them leave no step without a kink. */
    private double[] awayFromKinks(double[] c1, double[] W1) {
        double[] noisy = signals.noisy();
        double reach = 0;
        for (int from = 0; from < noisy.length; from += SIZE.length()) {
            reach = Math.max(
                    reach,
                    Arrays.stream(noisy, from, from + SIZE.length())
                            .map(Math::abs)
                            .sum());
        }
        double least = 1.5 * reach * Arrays.stream(W1).map(Math::abs).max().orElseThrow();
        return Arrays.stream(c1).map(c -> c + Math.copySign(least, c)).toArray();
    }

    private static double spread(double[] values, int last) {
        double spread = Math.abs(values[last] - values[last - 1]) + Math.abs(values[last - 1] - values[last - 2]);
        return Double.isNaN(spread) ? Double.POSITIVE_INFINITY : spread;
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void aPassDoesNotChangeTheParameters(ModelKind kind) {
        SortedMap<String, double[]> parameters = kind.start(SIZE, 15, random);
        double[][] before = parameters.values().stream().map(double[]::clone).toArray(double[][]::new);
        try (QpSolver solver = QpSolver.create();
                Denoiser model = kind.open(SIZE, parameters, solver);
                Denoiser.Pass pass = model.forward(signals.noisy())) {
            pass.gradient(signals.lossGradient(pass.output().signals()));
            assertEquals(
                    true,
                    Arrays.deepEquals(before, model.parameters().values().toArray(double[][]::new)),
                    "seed " + seed);
        }
    }

    private double loss(Denoiser model) {
        try (Denoiser.Pass pass = model.forward(signals.noisy())) {
            double penalty = Arrays.stream(model.parameters().getOrDefault("D", new double[0]))
                    .map(Math::abs)
                    .sum();
            return signals.meanSquaredError(pass.output().signals()) + PENALTY_OF_D * penalty;
        }
    }

    private void shake(double[] values) {
        move(values, random.doubles(values.length, -1, 1).toArray(), 0.02);
    }

    private static void move(double[] values, double[] direction, double step) {
        for (int i = 0; i < values.length; i++) {
            values[i] += step * direction[i];
        }
    }

    private static void clearAboveDiagonal(double[] matrix) {
        int n = SIZE.n();
        for (int i = 0; i < n; i++) {
            Arrays.fill(matrix, i * n + i + 1, (i + 1) * n, 0);
        }
    }
}
