package org.optnet4j.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.optnet4j.layer.Parametrisation.exp;
import static org.optnet4j.layer.Parametrisation.factored;
import static org.optnet4j.layer.Parametrisation.feasibleAt;
import static org.optnet4j.layer.Parametrisation.fixed;
import static org.optnet4j.layer.Parametrisation.input;
import static org.optnet4j.layer.Parametrisation.learned;
import static org.optnet4j.layer.Parametrisation.lowerTriangular;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.Parametrisation.Source;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Differences;
import org.optnet4j.testing.Seed;

/** The gradients of every array of a layer, for all combinations of parametrisations, against central differences. */
@ExtendWith(Seed.class)
@Tag("backend")
@Tag("long")
class QpLayerGradientTest {

    /** Relative to the largest entry of the gradient, or to 1. */
    private static final double TOLERANCE = 1e-6;

    private static final int BATCH = 2;
    private static final int N = 4;
    private static final int M = 3;
    private static final int P = 1;

    private static final QpSettings ACCURATE =
            QpSettings.defaults().withEpsAbs(1e-12).withEpsRel(1e-12);

    /** Where a source gets its numbers from. */
    enum Kind {
        FIXED,
        LEARNED,
        INPUT,
        SHARED_INPUT,
        EXP_LEARNED,
        EXP_INPUT
    }

    static Stream<String> backends() {
        return AvailableBackends.names();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void quadraticTerm(String backend) {
        Random random = Seed.random("quadratic");
        for (Kind kind : new Kind[] {Kind.FIXED, Kind.LEARNED, Kind.INPUT, Kind.SHARED_INPUT}) {
            check(backend, random, arrays -> {
                QpLayer.Builder builder = arrays.standard(random);
                builder.Q(arrays.positiveDefinite("Q", kind, random));
                return builder.build();
            });
            check(backend, random, arrays -> {
                QpLayer.Builder builder = arrays.standard(random);
                builder.Q(factored(arrays.source("L", kind, N * N, random::nextGaussian), 1));
                return builder.build();
            });
            check(backend, random, arrays -> {
                QpLayer.Builder builder = arrays.standard(random);
                builder.Q(lowerTriangular(arrays.source("L", kind, N * N, random::nextGaussian), 1));
                return builder.build();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void linearTerm(String backend) {
        Random random = Seed.random("linear");
        for (Kind kind : Kind.values()) {
            check(backend, random, arrays -> {
                QpLayer.Builder builder = arrays.standard(random);
                builder.q(arrays.source("q", kind, N, random::nextGaussian));
                return builder.build();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void equalities(String backend) {
        Random random = Seed.random("equalities");
        for (Kind ofA : Kind.values()) {
            for (Kind ofB : Kind.values()) {
                check(backend, random, arrays -> {
                    QpLayer.Builder builder = arrays.standard(random);
                    builder.A(arrays.source("A", ofA, P * N, random::nextGaussian));
                    builder.b(arrays.source("b", ofB, P, random::nextGaussian));
                    return builder.build();
                });
                check(backend, random, arrays -> {
                    QpLayer.Builder builder = arrays.standard(random);
                    builder.A(arrays.source("A", ofA, P * N, random::nextGaussian));
                    builder.b(feasibleAt(arrays.source("z0", ofB, N, random::nextGaussian)));
                    return builder.build();
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void inequalities(String backend) {
        Random random = Seed.random("inequalities");
        for (Kind ofG : Kind.values()) {
            for (Kind ofH : Kind.values()) {
                check(backend, random, arrays -> {
                    QpLayer.Builder builder = arrays.standard(random);
                    builder.G(arrays.source("G", ofG, M * N, random::nextGaussian));
                    builder.h(arrays.source("h", ofH, M, random::nextGaussian));
                    return builder.build();
                });
                for (Kind ofSlack : Kind.values()) {
                    check(backend, random, arrays -> {
                        QpLayer.Builder builder = arrays.standard(random);
                        builder.G(arrays.source("G", ofG, M * N, random::nextGaussian));
                        builder.h(feasibleAt(
                                arrays.source("z0", ofH, N, random::nextGaussian),
                                arrays.source("s0", ofSlack, M, random::nextDouble)));
                        return builder.build();
                    });
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void diagonal(String backend) {
        Random random = Seed.random("diagonal");
        for (Kind kind : Kind.values()) {
            check(
                    backend,
                    random,
                    arrays -> arrays.constraints(random)
                            .Qdiag(arrays.source("Qdiag", kind, N, () -> 0.5 + random.nextDouble()))
                            .q(arrays.source("q", Kind.LEARNED, N, random::nextGaussian))
                            .build());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void boundsOfVariables(String backend) {
        Random random = Seed.random("bounds");
        for (Kind ofLower : Kind.values()) {
            for (Kind ofUpper : Kind.values()) {
                check(
                        backend,
                        random,
                        arrays -> arrays.standard(random)
                                .lb(arrays.source("lb", ofLower, N, () -> -random.nextDouble()))
                                .ub(arrays.source("ub", ofUpper, N, () -> 1 + random.nextDouble()))
                                .build());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void boundsOfSomeVariables(String backend) {
        Random random = Seed.random("some bounds");
        for (Kind kind : new Kind[] {Kind.FIXED, Kind.LEARNED, Kind.SHARED_INPUT}) {
            check(backend, random, arrays -> {
                double[] lower = {Double.NEGATIVE_INFINITY, -0.1, Double.NEGATIVE_INFINITY, 0};
                return arrays.standard(random)
                        .Q(arrays.positiveDefinite("Q", kind, random))
                        .lb(fixed(lower))
                        .build();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void twoSidedRows(String backend) {
        Random random = Seed.random("two-sided");
        for (Kind ofLower : Kind.values()) {
            for (Kind ofUpper : Kind.values()) {
                check(
                        backend,
                        random,
                        arrays -> arrays.standard(random)
                                .G(arrays.source("G", Kind.LEARNED, M * N, random::nextGaussian))
                                .l(arrays.source("l", ofLower, M, () -> -random.nextDouble()))
                                .h(arrays.source("h", ofUpper, M, () -> 1 + random.nextDouble()))
                                .build());
            }
            check(
                    backend,
                    random,
                    arrays -> QpLayer.builder(N, M, 0)
                            .Q(arrays.positiveDefinite("Q", Kind.FIXED, random))
                            .q(arrays.source("q", Kind.LEARNED, N, random::nextGaussian))
                            .G(arrays.source("G", Kind.LEARNED, M * N, random::nextGaussian))
                            .l(arrays.source("l", ofLower, M, random::nextGaussian))
                            .build());
        }
    }

    /** The same source in several places: its gradients add up. */
    @ParameterizedTest
    @MethodSource("backends")
    void onePointForBothKindsOfConstraints(String backend) {
        Random random = Seed.random("one point");
        for (Kind kind : Kind.values()) {
            check(backend, random, arrays -> {
                Source point = arrays.source("z0", kind, N, random::nextGaussian);
                return QpLayer.builder(N, M, P)
                        .Q(factored(arrays.source("L", Kind.LEARNED, N * N, random::nextGaussian), 1))
                        .q(point)
                        .A(arrays.source("A", Kind.LEARNED, P * N, random::nextGaussian))
                        .b(feasibleAt(point))
                        .G(arrays.source("G", Kind.LEARNED, M * N, random::nextGaussian))
                        .h(feasibleAt(point, arrays.source("s0", Kind.LEARNED, M, random::nextDouble)))
                        .build();
            });
        }
    }

    private static void check(String backend, Random random, Function<Numbers, QpLayer> maker) {
        try (QpSolver solver =
                QpSolver.builder().backend(backend).settings(ACCURATE).build()) {
            while (true) {
                Numbers arrays = new Numbers();
                QpLayer layer = maker.apply(arrays);
                try (LayerForward forward = layer.forward(solver, BATCH, arrays.inputs)) {
                    if (!forward.solution().allSolved() || !Differences.areTrustworthyAt(forward.solution())) {
                        continue;
                    }
                    check(solver, layer, arrays, forward, random);
                    return;
                }
            }
        }
    }

    private static void check(QpSolver solver, QpLayer layer, Numbers arrays, LayerForward forward, Random random) {
        double[] dLdx = gaussian(BATCH * N, random);
        double[] dLdnu = gaussian(forward.solution().nu().length(), random);
        double[] dLdlambda = gaussian(forward.solution().lambda().length(), random);
        LayerGradients gradients = forward.backward(
                BatchArray.perProblem(dLdx), BatchArray.perProblem(dLdnu), BatchArray.perProblem(dLdlambda));
        assertEquals(arrays.varying.keySet(), gradients.byName().keySet());
        Supplier<double[]> loss = () -> {
            try (LayerForward moved = layer.forward(solver, BATCH, arrays.inputs)) {
                assertTrue(moved.solution().allSolved());
                return new double[] {
                    dot(dLdx, moved.x())
                            + dot(dLdnu, moved.solution().nu())
                            + dot(dLdlambda, moved.solution().lambda())
                };
            }
        };
        arrays.varying.forEach((name, values) -> {
            double[] expected = new double[values.length];
            Arrays.setAll(expected, i -> Differences.of(values, i, loss)[0]);
            double scale =
                    Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
            assertArrayEquals(
                    expected, gradients.of(name).doubles(), TOLERANCE * scale, name + " of " + arrays.varying.keySet());
        });
    }

    private static double dot(double[] weights, BatchArray values) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values.get(i);
        }
        return sum;
    }

    private static double[] gaussian(int length, Random random) {
        return random.doubles(length, -1, 1).toArray();
    }

    /** The arrays of a layer under test, by name. */
    private static final class Numbers {
        private final Map<String, double[]> varying = new HashMap<>();
        private final Map<String, BatchArray> inputs = new HashMap<>();

        /** A layer of which nothing varies but q. */
        QpLayer.Builder standard(Random random) {
            return constraints(random)
                    .Q(positiveDefinite("Q", Kind.FIXED, random))
                    .q(source("q", Kind.LEARNED, N, random::nextGaussian));
        }

        /** A layer without objective. */
        QpLayer.Builder constraints(Random random) {
            return QpLayer.builder(N, M, P)
                    .A(source("A", Kind.FIXED, P * N, random::nextGaussian))
                    .b(source("b", Kind.FIXED, P, random::nextGaussian))
                    .G(source("G", Kind.FIXED, M * N, random::nextGaussian))
                    .h(source("h", Kind.FIXED, M, random::nextGaussian));
        }

        Source source(String name, Kind kind, int length, DoubleSupplier number) {
            double[] values = new double[kind == Kind.INPUT || kind == Kind.EXP_INPUT ? BATCH * length : length];
            Arrays.setAll(values, i -> number.getAsDouble());
            return source(name, kind, values);
        }

        Source positiveDefinite(String name, Kind kind, Random random) {
            int blocks = kind == Kind.INPUT ? BATCH : 1;
            double[] values = new double[blocks * N * N];
            for (int block = 0; block < blocks; block++) {
                double[] l = gaussian(N * N, random);
                for (int i = 0; i < N; i++) {
                    for (int j = 0; j < N; j++) {
                        double sum = i == j ? 1 : 0;
                        for (int k = 0; k < N; k++) {
                            sum += l[i * N + k] * l[j * N + k];
                        }
                        values[(block * N + i) * N + j] = sum;
                    }
                }
            }
            return source(name, kind, values);
        }

        private Source source(String name, Kind kind, double[] values) {
            if (kind != Kind.FIXED) {
                varying.put(name, values);
            } else {
                varying.remove(name);
            }
            return switch (kind) {
                case FIXED -> fixed(values);
                case LEARNED -> learned(name, values);
                case EXP_LEARNED -> exp(learned(name, values));
                case INPUT -> {
                    inputs.put(name, BatchArray.perProblem(values));
                    yield input(name);
                }
                case EXP_INPUT -> {
                    inputs.put(name, BatchArray.perProblem(values));
                    yield exp(input(name));
                }
                case SHARED_INPUT -> {
                    inputs.put(name, BatchArray.shared(values));
                    yield input(name);
                }
            };
        }
    }
}
