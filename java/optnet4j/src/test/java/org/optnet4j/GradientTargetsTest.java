package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;

/** Gradients in the caller's memory have the bits of those in fresh arrays, and what is not wanted is not there. */
@ExtendWith(Seed.class)
@Tag("backend")
class GradientTargetsTest {
    private static final List<String> SHARED = List.of("", "QAG", "QqAbGh");

    static Stream<String> backends() {
        return AvailableBackends.names();
    }

    static Stream<Arguments> cases() {
        return AvailableBackends.names()
                .flatMap(backend -> Stream.of(Precision.values())
                        .flatMap(precision -> SHARED.stream().map(shared -> Arguments.of(backend, precision, shared))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holdWhatFreshArraysWouldHold(String backend, Precision precision, String shared) {
        QpData data = withOneUnsolvable(Case.of(Family.WELLPOSED, 70, 9, 7, 3, shared));
        check(backend, data.toBatch(precision), shared.equals("QqAbGh") ? 0 : 1);
    }

    /** Blocks of more numbers than are computed in one piece. */
    @ParameterizedTest
    @MethodSource("backends")
    void holdLargeBlocks(String backend) {
        check(
                backend,
                withOneUnsolvable(Case.of(Family.WELLPOSED, 3, 70, 61, 5, "")).toBatch(),
                1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holdWhatTheNormalFormAdds(String backend, Precision precision, String shared) {
        Case line = Case.of(Family.WELLPOSED, 6, 5, 4, 2, shared.replace("Q", ""));
        check(backend, bounded(withOneUnsolvable(line), precision), 1);
        check(backend, bounded(line.data(Seed.random("all solved")), precision), 0);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void holdNothingOfAnEmptyBatch(String backend) {
        QpBatch batch = Case.of(Family.WELLPOSED, 1, 3, 2, 1, "A")
                .data(Seed.random("empty"))
                .pick()
                .toBatch();
        check(backend, batch, 0);
    }

    @Test
    void areChecked() {
        QpData data = Case.of(Family.WELLPOSED, 4, 3, 2, 1, "G").data(Seed.random("checked"));
        QpBatch batch = data.toBatch();
        try (QpSolver solver = QpSolver.builder().backend("java").build();
                QpSolution solution = solver.solve(batch)) {
            BatchArray dLdx = BatchArray.perProblem(new double[12]);
            GradientTargets none = GradientTargets.only();
            Function<GradientTargets, String> complaint = targets -> assertThrows(
                            IllegalArgumentException.class, () -> solution.gradients(dLdx, null, null, targets))
                    .getMessage();
            assertEquals(
                    "targets: q: expected BatchArray[12 x FLOAT64, per problem] like the parameter, got "
                            + "BatchArray[11 x FLOAT64, per problem]",
                    complaint.apply(none.into(QpParameter.q, BatchArray.perProblem(new double[11]))));
            assertEquals(
                    "targets: q: expected BatchArray[12 x FLOAT64, per problem] like the parameter, got "
                            + "BatchArray[12 x FLOAT32, per problem]",
                    complaint.apply(none.into(QpParameter.q, BatchArray.perProblem(new float[12]))));
            assertEquals(
                    "targets: G: expected BatchArray[6 x FLOAT64, shared] like the parameter, got "
                            + "BatchArray[6 x FLOAT64, per problem]",
                    complaint.apply(none.into(QpParameter.G, BatchArray.perProblem(new double[6]))));
            for (BatchArray taken : List.of(batch.q(), dLdx, solution.x())) {
                assertEquals(
                        "targets: q: expected memory of its own, got an array of the batch, the solution, the arguments "
                                + "or another target",
                        complaint.apply(none.into(QpParameter.q, taken)));
            }
            double[] twice = new double[12];
            assertTrue(complaint
                    .apply(none.into(QpParameter.q, BatchArray.perProblem(twice))
                            .into(QpParameter.A, BatchArray.perProblem(twice)))
                    .startsWith("targets: A: expected memory of its own"));
        }
        BatchArray readOnly = BatchArray.perProblem(ByteBuffer.allocateDirect(96)
                .order(ByteOrder.nativeOrder())
                .asReadOnlyBuffer()
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer());
        assertEquals(
                "target: expected memory to write q's gradient to, got a read-only buffer",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> GradientTargets.only().into(QpParameter.q, readOnly))
                        .getMessage());
    }

    /** @param unsolved how many problems are known not to be solved, whose blocks must be zero */
    private static void check(String backend, QpBatch batch, int unsolved) {
        Random random = Seed.random("upstream");
        BatchArray dLdx = gaussian(batch, batch.n(), random);
        BatchArray dLdnu = gaussian(batch, batch.p(), random);
        BatchArray dLdlambda = gaussian(batch, batch.m(), random);
        try (QpSolver solver = QpSolver.builder().backend(backend).build();
                QpSolution solution = solver.solve(batch)) {
            assertEquals(unsolved, batch.batchSize() - solution.count(QpStatus.SOLVED));
            QpGradients fresh = solution.gradients(dLdx, dLdnu, dLdlambda);
            for (BiFunction<BatchArray, Random, BatchArray> memory :
                    List.<BiFunction<BatchArray, Random, BatchArray>>of(
                            GradientTargetsTest::heap, GradientTargetsTest::direct)) {
                EnumSet<QpParameter> wanted = EnumSet.noneOf(QpParameter.class);
                GradientTargets targets = GradientTargets.only();
                for (QpParameter parameter : QpParameter.values()) {
                    if (random.nextInt(4) > 0) {
                        targets = targets.into(parameter, memory.apply(parameter.of(batch), random));
                        wanted.add(parameter);
                    }
                }
                QpGradients actual = solution.gradients(dLdx, dLdnu, dLdlambda, targets);
                for (QpParameter parameter : QpParameter.values()) {
                    BatchArray gradient = component(actual, parameter);
                    if (wanted.contains(parameter)) {
                        assertSame(targets.target(parameter), gradient);
                        assertArrayEquals(
                                component(fresh, parameter).toDoubles(), gradient.toDoubles(), "d" + parameter);
                    } else {
                        assertEquals(0, gradient.length(), "d" + parameter);
                    }
                }
                QpGradients reused = solution.gradients(dLdx, dLdnu, dLdlambda, GradientTargets.reused(batch));
                QpGradients only = solution.gradients(
                        dLdx, dLdnu, dLdlambda, GradientTargets.only(wanted.toArray(QpParameter[]::new)));
                for (QpParameter parameter : wanted) {
                    assertArrayEquals(
                            component(fresh, parameter).toDoubles(),
                            component(only, parameter).toDoubles(),
                            "d" + parameter);
                    assertArrayEquals(
                            component(fresh, parameter).toDoubles(),
                            component(reused, parameter).toDoubles(),
                            "d" + parameter);
                }
            }
            assertFalse(batch.batchSize() > 0
                    && Arrays.stream(fresh.q().toDoubles()).allMatch(value -> value == 0));
        }
    }

    private static BatchArray component(QpGradients of, QpParameter parameter) {
        return switch (parameter) {
            case Q -> of.Q();
            case q -> of.q();
            case A -> of.A();
            case b -> of.b();
            case G -> of.G();
            case h -> of.h();
            case l -> of.l();
            case lb -> of.lb();
            case ub -> of.ub();
        };
    }

    /** The case's data with a NaN in the last problem's Q or q, whichever is not shared. */
    private static QpData withOneUnsolvable(Case line) {
        QpData data = line.data(Seed.random(line.toString()));
        int last = line.batch() - 1;
        if (!data.isShared('Q')) {
            data.Q()[last * line.n() * line.n()] = Double.NaN;
        } else if (!data.isShared('q')) {
            data.q()[last * line.n()] = Double.NaN;
        }
        return data;
    }

    private static QpBatch bounded(QpData data, Precision precision) {
        QpBatch.Builder builder = QpBatch.builder(data.batch(), data.n())
                .Q(data.array('Q', precision))
                .q(data.array('q', precision))
                .A(data.array('A', precision))
                .b(data.array('b', precision))
                .G(data.array('G', precision))
                .h(data.array('h', precision));
        double[] far = new double[data.n()];
        Arrays.fill(far, 100);
        double[] low = new double[data.n() * data.batch()];
        Arrays.fill(low, -100);
        return builder.ub(BatchArray.shared(far).to(precision))
                .lb(BatchArray.perProblem(low).to(precision))
                .build();
    }

    private static BatchArray gaussian(QpBatch batch, int rows, Random random) {
        double[] values = random.doubles((long) batch.batchSize() * rows)
                .map(ignored -> random.nextGaussian())
                .toArray();
        return BatchArray.perProblem(values).to(batch.precision());
    }

    /** Heap memory full of something else. */
    private static BatchArray heap(BatchArray like, Random random) {
        double[] old = random.doubles(like.length()).toArray();
        return (like.isShared() ? BatchArray.shared(old) : BatchArray.perProblem(old)).to(like.precision());
    }

    /** Direct memory, one number into a buffer, full of something else. */
    private static BatchArray direct(BatchArray like, Random random) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(8 * (like.length() + 1)).order(ByteOrder.nativeOrder());
        BatchArray direct;
        if (like.precision() == Precision.FLOAT64) {
            var region = bytes.asDoubleBuffer().slice(1, like.length());
            direct = like.isShared() ? BatchArray.shared(region) : BatchArray.perProblem(region);
        } else {
            var region = bytes.asFloatBuffer().slice(1, like.length());
            direct = like.isShared() ? BatchArray.shared(region) : BatchArray.perProblem(region);
        }
        direct.copyFrom(heap(like, random));
        return direct;
    }
}
