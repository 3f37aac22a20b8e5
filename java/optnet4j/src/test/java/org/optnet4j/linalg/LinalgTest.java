package org.optnet4j.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.backend.BackendUnavailableException;
import org.optnet4j.linalg.Operation.Operands;
import org.optnet4j.testing.Seed;

/** What holds for every operation, on every back end that has linear algebra. */
@ExtendWith(Seed.class)
@Tag("backend")
class LinalgTest {
    private static final int BATCH = 23;

    static Stream<Arguments> operations() {
        return Kind.backends()
                .flatMap(backend -> Stream.of(Operation.values()).map(operation -> Arguments.of(backend, operation)));
    }

    private final long seed = Seed.random("operations").nextLong();

    private Operands operands(int batch, int n, Function<Matrices, MatrixBatch> layout) {
        return new Operands(seed, batch, n, 3, layout);
    }

    private static Function<Matrices, MatrixBatch> tight(Precision precision) {
        return matrices -> Layouts.tight(matrices, precision, Place.HEAP);
    }

    private static Function<Matrices, MatrixBatch> spread(Precision precision, Place place) {
        return matrices -> Layouts.spread(matrices, precision, place);
    }

    private static void assertSame(List<Matrices> expected, List<Matrices> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            Matrices.assertSame(expected.get(i), actual.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theBitsDoNotDependOnWhereTheNumbersAre(String backend, Operation operation) {
        try (Linalg linalg = Kind.open(backend)) {
            for (Precision precision : Precision.values()) {
                for (int n : new int[] {1, 2, 7, 16, 33}) {
                    Operands tight = operands(BATCH, n, tight(precision));
                    operation.run(linalg, tight);
                    for (Place place : Place.values()) {
                        Operands spread = operands(BATCH, n, spread(precision, place));
                        operation.run(linalg, spread);
                        assertSame(tight.results(), spread.results());
                        Layouts.assertGapsKept(spread.layouts());
                    }
                }
            }
        }
    }

    /** Larger than what is worked on in place in the Java heap. */
    @ParameterizedTest
    @MethodSource("operations")
    void theBitsOfLargeMatricesDoNotEither(String backend, Operation operation) {
        try (Linalg linalg = Kind.open(backend)) {
            for (Precision precision : Precision.values()) {
                Operands heap = operands(2, 260, spread(precision, Place.HEAP));
                Operands direct = operands(2, 260, spread(precision, Place.DIRECT));
                operation.run(linalg, heap);
                operation.run(linalg, direct);
                assertSame(direct.results(), heap.results());
                Layouts.assertGapsKept(heap.layouts());
            }
        }
    }

    /** Batches that fill registers, and such that do not. */
    @ParameterizedTest
    @MethodSource("operations")
    void theBitsDoNotDependOnTheOthersOfTheBatch(String backend, Operation operation) {
        try (Linalg linalg = Kind.open(backend)) {
            for (Precision precision : Precision.values()) {
                Operands all = operands(33, 6, tight(precision));
                operation.run(linalg, all);
                for (int batch : new int[] {1, 3, 4, 7, 8, 9, 15, 16, 17, 32}) {
                    Operands some = operands(batch, 6, tight(precision));
                    operation.run(linalg, some);
                    List<Matrices> expected = all.results();
                    expected.replaceAll(matrices -> matrices.first(batch));
                    assertSame(expected, some.results());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theBitsDoNotDependOnTheThreads(String backend, Operation operation) {
        Operands[] operands = {operands(3000, 9, tight(Precision.FLOAT64)), operands(3000, 9, tight(Precision.FLOAT64))
        };
        for (int i = 0; i < 2; i++) {
            ForkJoinPool pool = new ForkJoinPool(1 + 3 * i);
            try (Linalg linalg = Linalg.builder().backend(backend).pool(pool).build()) {
                operation.run(linalg, operands[i]);
            } finally {
                pool.shutdown();
            }
        }
        assertSame(operands[0].results(), operands[1].results());
    }

    /** The matrices have conditions of up to some hundred. */
    @ParameterizedTest
    @EnumSource(Operation.class)
    void theBackEndsAgree(Operation operation) {
        for (Precision precision : Precision.values()) {
            for (int n : new int[] {1, 4, 13, 40}) {
                Operands first = operands(BATCH, n, tight(precision));
                try (Linalg linalg = Kind.open("java")) {
                    operation.run(linalg, first);
                }
                for (String backend : (Iterable<String>) Kind.backends()::iterator) {
                    Operands other = operands(BATCH, n, tight(precision));
                    try (Linalg linalg = Kind.open(backend)) {
                        operation.run(linalg, other);
                    }
                    for (int i = 0; i < first.results().size(); i++) {
                        assertAgree(first.results().get(i), other.results().get(i), precision);
                    }
                }
            }
        }
    }

    /** In double precision to the bit; in single precision the java back end computes in double. */
    private static void assertAgree(Matrices first, Matrices other, Precision precision) {
        if (precision == Precision.FLOAT64) {
            Matrices.assertSame(first, other);
            return;
        }
        double largest = Arrays.stream(first.numbers()).map(Math::abs).max().orElse(0);
        double bound = 1000 * (first.rows() + 4) * Kind.epsilon(precision);
        Matrices.assertClose(first, other, bound, first.map(number -> largest));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void emptyBatches(String backend, Operation operation) {
        try (Linalg linalg = Kind.open(backend)) {
            for (Precision precision : Precision.values()) {
                operation.run(linalg, operands(0, 3, tight(precision)));
                operation.run(linalg, operands(0, 3, spread(precision, Place.DIRECT)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void noRightHandSides(String backend, Operation operation) {
        MatrixBatch empty = MatrixBatch.of(BatchArray.perProblem(new double[0]), 3, 5, 0, 7, 0, 9);
        try (Linalg linalg = Kind.open(backend)) {
            operation.run(linalg, new Operands(seed, 3, 5, 0, tight(Precision.FLOAT64)));
            Function<Matrices, MatrixBatch> outside = matrices -> matrices.rows() == 5 && matrices.columns() == 0
                    ? empty
                    : tight(Precision.FLOAT64).apply(matrices);
            operation.run(linalg, new Operands(seed, 3, 5, 0, outside));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nothingIsDoneOnceItIsClosed(String backend, Operation operation) {
        Linalg linalg = Kind.open(backend);
        assertEquals(backend, linalg.backend());
        linalg.close();
        linalg.close();
        IllegalStateException closed = assertThrows(
                IllegalStateException.class, () -> operation.run(linalg, operands(3, 4, tight(Precision.FLOAT64))));
        assertTrue(closed.getMessage().endsWith(": the Linalg is closed"), closed.getMessage());
    }

    @Test
    void aBackEndWithoutItIsNamed() {
        BackendUnavailableException none = assertThrows(BackendUnavailableException.class, () -> Kind.open("abacus"));
        assertTrue(none.getMessage().contains("'abacus' does not exist"), none.getMessage());
        try (Linalg linalg = Linalg.create()) {
            assertTrue(Set.of("cuda", "cpu", "java").contains(linalg.backend()), linalg.backend());
        }
    }
}
