package org.optnet4j.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.optnet4j.Precision;

/** Where the matrices of a batch lie among other numbers, which nothing may touch. */
final class Layouts {
    private static final double GAP = -77;

    private Layouts() {}

    /** One after the other. */
    static MatrixBatch tight(Matrices matrices, Precision precision, Place place) {
        return MatrixBatch.of(
                place.hold(matrices.numbers().clone(), precision),
                matrices.batch(),
                matrices.rows(),
                matrices.columns());
    }

    /** With 2 numbers before the first, 1 after each row and 3 after each matrix. */
    static MatrixBatch spread(Matrices matrices, Precision precision, Place place) {
        int leading = matrices.columns() + 1;
        int stride = matrices.rows() * leading + 3;
        return spread(matrices, matrices.batch(), stride, leading, precision, place);
    }

    /** The first matrix, with 2 numbers before and 1 after each row, to stand for all of a batch. */
    static MatrixBatch oneForAll(Matrices matrices, int batch, Precision precision, Place place) {
        return spread(matrices.first(1), batch, 0, matrices.columns() + 1, precision, place);
    }

    private static MatrixBatch spread(
            Matrices matrices, int batch, int stride, int leading, Precision precision, Place place) {
        int rows = matrices.rows();
        int columns = matrices.columns();
        double[] all = new double[2 + Math.max(matrices.batch() * stride, rows * leading)];
        Arrays.fill(all, GAP);
        for (int k = 0; k < matrices.batch(); k++) {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(
                        matrices.numbers(), (k * rows + i) * columns, all, 2 + k * stride + i * leading, columns);
            }
        }
        return MatrixBatch.of(place.hold(all, precision), batch, rows, columns, 2, stride, leading);
    }

    /** That what {@link #spread} put between the matrices is still there. */
    static void assertGapsKept(MatrixBatch... spread) {
        for (MatrixBatch matrices : spread) {
            for (int at = 0; at < matrices.numbers().length(); at++) {
                int inside = (at - matrices.offset()) % matrices.stride();
                boolean gap = at < matrices.offset()
                        || inside >= matrices.rows() * matrices.leading()
                        || inside % matrices.leading() >= matrices.columns();
                if (gap) {
                    assertEquals(GAP, matrices.numbers().get(at), "number " + at);
                }
            }
        }
    }
}
