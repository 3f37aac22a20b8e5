package org.optnet4j.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.optnet4j.linalg.Refusals.refused;
import static org.optnet4j.linalg.Refusals.refusedNow;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.testing.Seed;

/** Solves and products, on every back end that has them, wherever the numbers are. */
@ExtendWith(Seed.class)
@Tag("backend")
class BatchTriangularTest {
    private static final int BATCH = 21;

    /** Diagonals of at least 1, and what is beside them at most 1/n: solutions do not grow. */
    private static Matrices tame(Random random, int n) {
        Matrices all = Matrices.random(random, BATCH, n, n);
        return Matrices.of(BATCH, n, n, (k, i, j) -> {
            double number = all.get(k, i, j);
            return i == j ? number + Math.copySign(1, number) : number / n;
        });
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void everythingAgreesWithTheMatrices(Kind kind) {
        Random random = Seed.random("triangular");
        try (Linalg linalg = kind.open()) {
            for (int n : new int[] {1, 2, 5, 8, 17, 40}) {
                Matrices t = kind.rounded(tame(random, n));
                MatrixBatch lower = kind.spread(t.lowerOnly());
                MatrixBatch upper = kind.spread(t.upperOnly());
                assertAgrees(kind, BatchTriangular.lower(linalg, lower), t.lower(), random);
                assertAgrees(kind, BatchTriangular.upper(linalg, upper), t.upper(), random);
                Matrices.assertSame(t.lowerOnly(), Matrices.of(lower));
                Matrices.assertSame(t.upperOnly(), Matrices.of(upper));

                Matrices noDiagonal =
                        Matrices.of(BATCH, n, n, (k, i, j) -> i == j ? k % 2 == 0 ? 0 : Double.NaN : t.get(k, i, j));
                assertAgrees(
                        kind,
                        BatchTriangular.lower(linalg, kind.spread(noDiagonal.lowerOnly()))
                                .withUnitDiagonal(),
                        t.lower().withUnitDiagonal(),
                        random);
                assertAgrees(
                        kind,
                        BatchTriangular.upper(linalg, kind.spread(noDiagonal.upperOnly()))
                                .withUnitDiagonal(),
                        t.upper().withUnitDiagonal(),
                        random);
                Layouts.assertGapsKept(lower, upper);
            }
        }
    }

    private static void assertAgrees(Kind kind, BatchTriangular triangular, Matrices t, Random random) {
        int n = t.rows();
        double factor = (n + 10) * kind.epsilon();
        Matrices transposed = t.transposed();
        Matrices b = kind.rounded(Matrices.random(random, BATCH, n, 3));

        MatrixBatch x = kind.spread(b);
        assertArrayEquals(new int[BATCH], triangular.solve(x));
        Matrices.assertClose(b, t.times(Matrices.of(x)), factor, size(t, Matrices.of(x)));
        Layouts.assertGapsKept(x);

        x = kind.spread(b);
        assertArrayEquals(new int[BATCH], triangular.solveTransposed(x));
        Matrices.assertClose(b, transposed.times(Matrices.of(x)), factor, size(transposed, Matrices.of(x)));
        Layouts.assertGapsKept(x);

        MatrixBatch y = kind.spread(b);
        triangular.multiply(y);
        Matrices.assertClose(t.times(b), Matrices.of(y), factor, size(t, b));
        Layouts.assertGapsKept(y);

        y = kind.spread(b);
        triangular.multiplyTransposed(y);
        Matrices.assertClose(transposed.times(b), Matrices.of(y), factor, size(transposed, b));
        Layouts.assertGapsKept(y);
    }

    private static Matrices size(Matrices t, Matrices x) {
        return t.absolute().times(x.absolute());
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void whereTheDiagonalCannotBeDividedByNothingIsSolved(Kind kind) {
        Random random = Seed.random("zero diagonal");
        int n = 6;
        Matrices t = kind.rounded(tame(random, n));
        Matrices b = kind.rounded(Matrices.random(random, BATCH, n, 2));
        Matrices spoilt = t.copy();
        spoilt.set(0, 0, 0, 0);
        spoilt.set(4, 3, 3, 0);
        spoilt.set(4, 5, 5, 0);
        spoilt.set(9, 2, 2, Double.NaN);
        spoilt.set(20, 5, 5, Double.POSITIVE_INFINITY);
        int[] info = new int[BATCH];
        info[0] = 1;
        info[4] = 4;
        info[9] = 3;
        info[20] = 6;
        try (Linalg linalg = kind.open()) {
            for (boolean upper : new boolean[] {false, true}) {
                for (boolean transposed : new boolean[] {false, true}) {
                    MatrixBatch expected = kind.spread(b);
                    MatrixBatch x = kind.spread(b);
                    solve(linalg, kind.spread(t), upper, transposed, expected);
                    assertArrayEquals(info, solve(linalg, kind.spread(spoilt), upper, transposed, x));
                    for (int k = 0; k < BATCH; k++) {
                        Matrices.assertSame(info[k] == 0 ? Matrices.of(expected) : b, Matrices.of(x), k);
                    }
                }
            }
        }
    }

    private static int[] solve(Linalg linalg, MatrixBatch t, boolean upper, boolean transposed, MatrixBatch b) {
        BatchTriangular triangular = upper ? BatchTriangular.upper(linalg, t) : BatchTriangular.lower(linalg, t);
        return transposed ? triangular.solveTransposed(b) : triangular.solve(b);
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void oneForAll(Kind kind) {
        Random random = Seed.random("one for all");
        Matrices t = kind.rounded(tame(random, 7));
        Matrices b = kind.rounded(Matrices.random(random, BATCH, 7, 2));
        MatrixBatch[] answers = {kind.spread(b), kind.spread(b)};
        MatrixBatch[] triangles = {kind.spread(t.repeated(BATCH)), kind.oneForAll(t, BATCH)};
        try (Linalg linalg = kind.open()) {
            for (int i = 0; i < 2; i++) {
                BatchTriangular.lower(linalg, triangles[i]).solve(answers[i]);
                BatchTriangular.upper(linalg, triangles[i]).multiply(answers[i]);
            }
            Matrices.assertSame(Matrices.of(answers[0]), Matrices.of(answers[1]));
            Matrices.assertSame(t.repeated(BATCH), Matrices.of(triangles[1]));
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void wrongArgumentsAreRefusedByName(String backend) {
        Linalg linalg = Kind.open(backend);
        refused(
                "t: expected square matrices of at least 1 x 1, got 2 x 3",
                () -> BatchTriangular.lower(linalg, MatrixBatch.of(new double[6], 1, 2, 3)));
        refused(
                "t: expected square matrices of at least 1 x 1, got 0 x 0",
                () -> BatchTriangular.upper(linalg, MatrixBatch.of(new double[0], 1, 0, 0)));
        MatrixBatch oneForAll = MatrixBatch.of(BatchArray.perProblem(1, 0, 0, 1), 2, 2, 2, 0, 0, 2);
        BatchTriangular triangular = BatchTriangular.upper(linalg, oneForAll);
        refused(
                "b: batch: expected 2, as of the triangles, got 1",
                () -> triangular.solve(MatrixBatch.of(new double[2], 1, 2, 1)));
        refused(
                "b: rows: expected 2, as of the triangles, got 1",
                () -> triangular.solveTransposed(MatrixBatch.of(new double[2], 2, 1, 1)));
        refused(
                "b: expected the precision of the triangles, FLOAT64, got FLOAT32",
                () -> triangular.multiply(MatrixBatch.of(new float[4], 2, 2, 1)));
        refused(
                "b: expected a matrix of its own for each, to be written, got stride 0",
                () -> triangular.multiplyTransposed(oneForAll));
        MatrixBatch readOnly = MatrixBatch.of(Place.readOnly(4), 1, 1, 1);
        BatchTriangular four = BatchTriangular.lower(linalg, readOnly);
        refused("b: expected a buffer that can be written, got a read-only one", () -> four.solve(readOnly));
        double[] x = {8};
        four.solve(MatrixBatch.of(x, 1, 1, 1));
        assertArrayEquals(new double[] {2}, x);
        linalg.close();
        MatrixBatch b = MatrixBatch.of(x, 1, 1, 1);
        refusedNow("solve: the Linalg is closed", () -> four.solve(b));
        refusedNow("solveTransposed: the Linalg is closed", () -> four.solveTransposed(b));
        refusedNow("multiply: the Linalg is closed", () -> four.multiply(b));
        refusedNow("multiplyTransposed: the Linalg is closed", () -> four.multiplyTransposed(b));
    }
}
