package org.optnet4j.experiments.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.Precision;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.random.RandomStreams;
import org.optnet4j.experiments.testing.TestSeed;

class CheckTest {
    private static final int POINTS = 150;

    private final long seed = TestSeed.next();

    /** Random functions, whose numbers all matter at some point in hundreds; a change is added to one kind of them. */
    private enum Kind {
        RELU((random, change) -> new Relu(shifted(Affine.random(5, 4, random), change))),
        HINGES((random, change) -> new SumOfHinges(
                new Affine(SumOfHinges.slopes(4, random), random.doubles(4).toArray()),
                random.doubles(4).map(w -> w + change).toArray())),
        MAX_AFFINE((random, change) -> new MaxAffine(shifted(Affine.random(3, 2, random), change))),
        BOX((random, change) -> new BoxProjection(
                random.doubles(3).map(lower -> -lower).toArray(),
                random.doubles(3).map(upper -> upper + change).toArray())),
        HALF_SPACE((random, change) -> new HalfSpaceProjection(Draw.normals(3, random), change - random.nextDouble())),
        SIMPLEX((random, change) -> new SimplexProjection(4));

        private final BiFunction<SplittableRandom, Double, Representation> made;

        Kind(BiFunction<SplittableRandom, Double, Representation> made) {
            this.made = made;
        }

        private static Affine shifted(Affine affine, double change) {
            return new Affine(
                    affine.W(), Arrays.stream(affine.b()).map(b -> b + change).toArray());
        }
    }

    private Representation make(Kind kind) {
        return changed(kind, 0);
    }

    private Representation changed(Kind kind, double change) {
        return kind.made.apply(RandomStreams.at(seed, 1), change);
    }

    private Finding find(Representation representation, Precision precision, String backend) {
        try (QpSolver solver = QpSolver.builder()
                .backend(backend)
                .settings(Tolerance.of(precision).settings())
                .build()) {
            return new Check(solver, new Numbers(precision), POINTS).of(representation, RandomStreams.at(seed, 2));
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64,java", "FLOAT32,java", "FLOAT64,auto", "FLOAT32,auto"})
    void everyFunctionEqualsItsQuadraticProgram(Precision precision, String backend) {
        for (Kind kind : Kind.values()) {
            Finding finding = find(make(kind), precision, backend);
            assertTrue(finding.holds(), "seed " + seed + ": " + finding);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SIMPLEX", mode = EnumSource.Mode.EXCLUDE)
    void aChangedLayerIsCaught(Kind kind) {
        // Unchanged, it is the same function, so that it is the change that is caught.
        for (double change : new double[] {0, 1e-5}) {
            Representation other = changed(kind, change);
            Finding finding = find(new Mixed(make(kind), other, evaluation -> evaluation), Precision.FLOAT64, "java");
            assertEquals(change == 0, finding.holds(), "seed " + seed + ": " + finding);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aWrongGradientIsCaughtAndNamed(Kind kind) {
        for (String name : make(kind)
                .closedForm(new Points(0, new double[0], new double[0]))
                .gradients()
                .keySet()) {
            Representation function = make(kind);
            Finding finding = find(
                    new Mixed(function, function, evaluation -> {
                        SortedMap<String, double[]> gradients = new TreeMap<>(evaluation.gradients());
                        gradients.get(name)[0] += 1 + Math.abs(gradients.get(name)[0]);
                        return new Evaluation(evaluation.values(), gradients);
                    }),
                    Precision.FLOAT32,
                    "java");
            assertFalse(finding.holds(), "seed " + seed + ": " + finding);
            assertEquals(name, finding.worst(), "seed " + seed);
        }
    }

    /** The closed forms' derivatives are formulas of their own; central differences say whether they are right. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void theClosedFormsDerivativeIsThatOfItsValues(Kind kind) {
        Representation function = make(kind);
        SplittableRandom random = RandomStreams.at(seed, 3);
        double step = 1e-6;
        for (int tries = 0; tries < 50; tries++) {
            double[] x = Draw.normals(function.inputs(), random);
            if (function.distanceToKink(x) < 1e-4) {
                continue;
            }
            double[] upstream = Draw.normals(function.outputs(), random);
            double[] byX =
                    function.closedForm(new Points(1, x, upstream)).gradients().get("x");
            for (int j = 0; j < x.length; j++) {
                double expected =
                        (loss(function, moved(x, j, step), upstream) - loss(function, moved(x, j, -step), upstream))
                                / (2 * step);
                assertEquals(expected, byX[j], 1e-6 * (1 + Math.abs(expected)), "seed " + seed);
            }
        }
    }

    private static double[] moved(double[] x, int j, double by) {
        double[] moved = x.clone();
        moved[j] += by;
        return moved;
    }

    private static double loss(Representation function, double[] x, double[] upstream) {
        double[] values = function.closedForm(new Points(1, x, upstream)).values();
        double loss = 0;
        for (int i = 0; i < values.length; i++) {
            loss += values[i] * upstream[i];
        }
        return loss;
    }

    /** The closed form of one function with the layer of another. */
    private record Mixed(Representation closed, Representation layer, Function<Evaluation, Evaluation> mistake)
            implements Representation {
        @Override
        public String name() {
            return closed.name();
        }

        @Override
        public Size size() {
            return closed.size();
        }

        @Override
        public int inputs() {
            return closed.inputs();
        }

        @Override
        public int outputs() {
            return closed.outputs();
        }

        @Override
        public double distanceToKink(double[] x) {
            return closed.distanceToKink(x);
        }

        @Override
        public Evaluation byLayer(QpSolver solver, Numbers numbers, Points points) {
            return mistake.apply(layer.byLayer(solver, numbers, points));
        }

        @Override
        public Evaluation closedForm(Points points) {
            return closed.closedForm(points);
        }
    }
}
