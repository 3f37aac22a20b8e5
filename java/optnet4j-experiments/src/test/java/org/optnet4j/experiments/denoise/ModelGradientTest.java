package org.optnet4j.experiments.denoise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.experiments.testing.TestSeed;

/**
 * The gradient of every parameter of every model against central differences in a random direction, with steps that change
 * the loss by about the same amount: more in single precision.
 */
class ModelGradientTest {
    private static final DenoisingSize SIZE = new DenoisingSize(10);
    private static final SignalLaw LAW = new SignalLaw(10, 10);
    private static final double PENALTY_OF_D = 0.1;

    private final long seed = TestSeed.next();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final SignalSet signals = SignalSet.draw(LAW, 6, seed, 1);

    @ParameterizedTest
    @CsvSource({"OPTNET, 1e-4, 1e-3", "OPTNET_TV, 1e-4, 1e-3", "LEARN_D, 1e-4, 1e-3", "FULLY_CONNECTED, 0.1, 2e-2"})
    void equalsDifferences(ModelKind kind, double change, double tolerance) {
        QpSettings settings = QpSettings.defaults().withEpsAbs(1e-11).withEpsRel(1e-11);
        SortedMap<String, double[]> parameters = kind.start(SIZE, 15, random);
        parameters.values().forEach(this::shake);
        try (QpSolver solver = QpSolver.create(settings);
                Denoiser model = kind.open(SIZE, parameters, solver)) {
            SortedMap<String, double[]> gradient;
            try (Denoiser.Pass pass = model.forward(signals.noisy())) {
                assertEquals(0, pass.output().unsolved(), "seed " + seed);
                gradient = pass.gradient(signals.lossGradient(pass.output().signals()));
            }
            assertEquals(parameters.keySet(), gradient.keySet());
            gradient.forEach((name, byName) -> {
                double[] values = model.parameters().get(name);
                double[] direction = random.doubles(values.length, -1, 1).toArray();
                if (name.equals("L")) {
                    clearAboveDiagonal(direction);
                }
                double norm = 1
                        + Math.sqrt(
                                Arrays.stream(byName).map(each -> each * each).sum());
                double step = change / norm;
                double[] before = values.clone();
                move(values, direction, step);
                double after = loss(model);
                System.arraycopy(before, 0, values, 0, values.length);
                move(values, direction, -step);
                double difference = (after - loss(model)) / (2 * step);
                System.arraycopy(before, 0, values, 0, values.length);
                double slope = 0;
                for (int i = 0; i < values.length; i++) {
                    slope += byName[i] * direction[i];
                }
                assertEquals(difference, slope, tolerance * norm, name + ", seed " + seed);
            });
        }
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
