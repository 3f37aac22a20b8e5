package org.optnet4j.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.optnet4j.linalg.Refusals.refused;
import static org.optnet4j.linalg.Refusals.refusedNow;

import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.testing.Seed;

/** The four products, written and added, on every back end that has them, wherever the numbers are. */
@ExtendWith(Seed.class)
@Tag("backend")
class BatchSymmetricTest {
    private static final int BATCH = 21;

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void theProductsAreThoseOfTheMatrices(Kind kind) {
        Random random = Seed.random("symmetric");
        try (Linalg linalg = kind.open()) {
            for (int n : new int[] {1, 2, 5, 8, 17, 40}) {
                for (int inner : new int[] {0, 1, 4, 19}) {
                    Matrices factor = kind.rounded(Matrices.random(random, BATCH, n, inner));
                    Matrices weights = kind.rounded(Matrices.random(random, BATCH, inner, 1));
                    Matrices old = kind.rounded(Matrices.random(random, BATCH, n, n));
                    Matrices ones = weights.map(number -> 1);
                    Matrices flipped = factor.transposed();
                    MatrixBatch m = kind.spread(factor);
                    MatrixBatch transposed = kind.spread(flipped);
                    MatrixBatch d = kind.spread(weights);

                    assertProduct(kind, linalg, factor, ones, old, c -> c.product(m));
                    assertProduct(kind, linalg, factor, weights, old, c -> c.product(m, d));
                    assertProduct(kind, linalg, factor, ones, old, c -> c.productOfTransposed(transposed));
                    assertProduct(kind, linalg, factor, weights, old, c -> c.productOfTransposed(transposed, d));

                    Matrices.assertSame(factor, Matrices.of(m));
                    Matrices.assertSame(flipped, Matrices.of(transposed));
                    Matrices.assertSame(weights, Matrices.of(d));
                    Layouts.assertGapsKept(m, transposed, d);
                }
            }
        }
    }

    /** Written over NaN and added to old matrices, whose upper triangles are NaN. */
    private static void assertProduct(
            Kind kind,
            Linalg linalg,
            Matrices factor,
            Matrices weights,
            Matrices old,
            Consumer<BatchSymmetric> product) {
        Matrices expected = factor.times(weights.asDiagonal()).times(factor.transposed());
        Matrices size = factor.absolute()
                .times(weights.absolute().asDiagonal())
                .times(factor.absolute().transposed());
        double bound = (factor.columns() + 10) * kind.epsilon();

        MatrixBatch c = kind.spread(old.map(number -> Double.NaN));
        product.accept(BatchSymmetric.of(linalg, c));
        Matrices.assertClose(expected.lower(), Matrices.of(c).lower(), bound, size);
        Matrices.assertSame(Matrices.of(c).lowerOnly(), Matrices.of(c));
        Layouts.assertGapsKept(c);

        c = kind.spread(old.lowerOnly());
        product.accept(BatchSymmetric.of(linalg, c).accumulating());
        Matrices.assertClose(expected.plus(old).lower(), Matrices.of(c).lower(), bound, size.plus(old.absolute()));
        Matrices.assertSame(Matrices.of(c).lowerOnly(), Matrices.of(c));
        Layouts.assertGapsKept(c);
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void oneForAll(Kind kind) {
        Random random = Seed.random("one for all");
        Matrices factor = kind.rounded(Matrices.random(random, 1, 5, 7));
        Matrices weights = kind.rounded(Matrices.random(random, BATCH, 7, 1));
        Matrices zero = Matrices.of(BATCH, 5, 5, (k, i, j) -> 0);
        MatrixBatch m = kind.oneForAll(factor, BATCH);
        MatrixBatch each = kind.spread(factor.repeated(BATCH));
        try (Linalg linalg = kind.open()) {
            MatrixBatch[] c = {kind.spread(zero), kind.spread(zero), kind.spread(zero), kind.spread(zero)};
            BatchSymmetric.of(linalg, c[0]).product(each, kind.spread(weights));
            BatchSymmetric.of(linalg, c[1]).product(m, kind.spread(weights));
            Matrices.assertSame(Matrices.of(c[0]), Matrices.of(c[1]));
            BatchSymmetric.of(linalg, c[2]).product(each, kind.spread(weights.repeated(BATCH)));
            BatchSymmetric.of(linalg, c[3]).product(m, kind.oneForAll(weights, BATCH));
            Matrices.assertSame(Matrices.of(c[2]), Matrices.of(c[3]));
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void wrongArgumentsAreRefusedByName(String backend) {
        Linalg linalg = Kind.open(backend);
        refused(
                "c: expected square matrices of at least 1 x 1, got 2 x 3",
                () -> BatchSymmetric.of(linalg, MatrixBatch.of(new double[6], 1, 2, 3)));
        refused(
                "c: expected a matrix of its own for each, to be written, got stride 0",
                () -> BatchSymmetric.of(linalg, MatrixBatch.of(BatchArray.perProblem(1), 2, 1, 1, 0, 0, 1)));
        MatrixBatch readOnly = MatrixBatch.of(Place.readOnly(3, 3), 2, 1, 1);
        refused(
                "c: expected a buffer that can be written, got a read-only one",
                () -> BatchSymmetric.of(linalg, readOnly));

        BatchSymmetric c = BatchSymmetric.of(linalg, MatrixBatch.of(new double[8], 2, 2, 2));
        MatrixBatch factor = MatrixBatch.of(new double[12], 2, 2, 3);
        refused("factor: batch: expected 2, as of c, got 3", () -> c.product(MatrixBatch.of(new double[12], 3, 2, 2)));
        refused(
                "factor: expected the precision of c, FLOAT64, got FLOAT32",
                () -> c.productOfTransposed(MatrixBatch.of(new float[12], 2, 3, 2)));
        refused("factor: rows: expected 2, as of c, got 3", () -> c.product(MatrixBatch.of(new double[12], 2, 3, 2)));
        refused("factor: columns: expected 2, as of c, got 3", () -> c.productOfTransposed(factor));
        refused(
                "weights: batch: expected 2, as of c, got 1",
                () -> c.product(factor, MatrixBatch.of(new double[3], 1, 3, 1)));
        refused(
                "weights: expected the precision of c, FLOAT64, got FLOAT32",
                () -> c.product(factor, MatrixBatch.of(new float[6], 2, 3, 1)));
        refused(
                "weights: columns: expected 1, as of a vector, got 3",
                () -> c.product(factor, MatrixBatch.of(new double[6], 2, 1, 3)));
        refused(
                "weights: rows: expected 3, as of the columns of factor, got 2",
                () -> c.product(factor, MatrixBatch.of(new double[4], 2, 2, 1)));
        MatrixBatch transposed = MatrixBatch.of(new double[12], 2, 3, 2);
        refused(
                "weights: rows: expected 3, as of the rows of factor, got 2",
                () -> c.productOfTransposed(transposed, MatrixBatch.of(new double[4], 2, 2, 1)));

        double[] nine = new double[2];
        BatchSymmetric scalars = BatchSymmetric.of(linalg, MatrixBatch.of(nine, 2, 1, 1));
        scalars.product(readOnly);
        assertArrayEquals(new double[] {9, 9}, nine);
        scalars.product(readOnly, readOnly);
        assertArrayEquals(new double[] {27, 27}, nine);
        linalg.close();
        refusedNow("product: the Linalg is closed", () -> scalars.product(readOnly));
        refusedNow("product: the Linalg is closed", () -> scalars.product(readOnly, readOnly));
        refusedNow("productOfTransposed: the Linalg is closed", () -> scalars.productOfTransposed(readOnly));
        refusedNow("productOfTransposed: the Linalg is closed", () -> scalars.productOfTransposed(readOnly, readOnly));
    }
}
