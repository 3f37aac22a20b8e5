package org.optnet4j.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;

/** A test's own copy of the matrices of a batch, and the arithmetic on them, in double, that answers are checked by. */
record Matrices(int batch, int rows, int columns, double[] numbers) {
    /** What an element becomes. */
    @FunctionalInterface
    interface Element {
        double at(int k, int i, int j);
    }

    static Matrices of(int batch, int rows, int columns, Element element) {
        double[] numbers = new double[batch * rows * columns];
        int at = 0;
        for (int k = 0; k < batch; k++) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    numbers[at++] = element.at(k, i, j);
                }
            }
        }
        return new Matrices(batch, rows, columns, numbers);
    }

    static Matrices of(MatrixBatch matrices) {
        return of(matrices.batch(), matrices.rows(), matrices.columns(), matrices::get);
    }

    /** Elements between -1 and 1. */
    static Matrices random(Random random, int batch, int rows, int columns) {
        return of(batch, rows, columns, (k, i, j) -> 2 * random.nextDouble() - 1);
    }

    /** Of norm about 1, with no eigenvalue below 1/10. */
    static Matrices positiveDefinite(Random random, int batch, int n) {
        Matrices root = random(random, batch, n, n);
        Matrices square = root.times(root.transposed());
        return of(batch, n, n, (k, i, j) -> square.get(k, i, j) / n + (i == j ? 0.1 : 0));
    }

    /** [H B'; B -C] with H and C of the kind above, and rows and columns in an order of each matrix's own. */
    static Matrices quasiDefinite(Random random, int batch, int positive, int negative) {
        int n = positive + negative;
        Matrices h = positiveDefinite(random, batch, positive);
        Matrices c = positiveDefinite(random, batch, negative);
        Matrices b = random(random, batch, negative, positive);
        int[][] order = orders(random, batch, n);
        return of(batch, n, n, (k, row, column) -> {
            int i = Math.max(order[k][row], order[k][column]);
            int j = Math.min(order[k][row], order[k][column]);
            if (i < positive) {
                return h.get(k, i, j);
            }
            return j < positive ? b.get(k, i - positive, j) : -c.get(k, i - positive, j - positive);
        });
    }

    /** Diagonals of 2 and elements of at most n<sup>-1/2</sup> beside them, with rows exchanged: it is clear which pivot is the largest. */
    static Matrices shuffled(Random random, int batch, int n) {
        Matrices all = random(random, batch, n, n);
        int[][] order = orders(random, batch, n);
        return of(batch, n, n, (k, i, j) -> all.get(k, i, j) / (2 * Math.sqrt(n)) + (order[k][i] == j ? 2 : 0));
    }

    private static int[][] orders(Random random, int batch, int n) {
        return IntStream.range(0, batch)
                .mapToObj(k -> {
                    List<Integer> order = IntStream.range(0, n).boxed().collect(Collectors.toList());
                    Collections.shuffle(order, random);
                    return order.stream().mapToInt(Integer::intValue).toArray();
                })
                .toArray(int[][]::new);
    }

    double get(int k, int i, int j) {
        return numbers[(k * rows + i) * columns + j];
    }

    void set(int k, int i, int j, double number) {
        numbers[(k * rows + i) * columns + j] = number;
    }

    Matrices copy() {
        return new Matrices(batch, rows, columns, numbers.clone());
    }

    /** The first ones. */
    Matrices first(int count) {
        return new Matrices(count, rows, columns, Arrays.copyOf(numbers, count * rows * columns));
    }

    /** The first one, as often as wanted. */
    Matrices repeated(int count) {
        return of(count, rows, columns, (k, i, j) -> get(0, i, j));
    }

    Matrices rounded(Precision precision) {
        return new Matrices(
                batch,
                rows,
                columns,
                BatchArray.perProblem(numbers).to(precision).toDoubles());
    }

    Matrices map(DoubleUnaryOperator function) {
        return of(batch, rows, columns, (k, i, j) -> function.applyAsDouble(get(k, i, j)));
    }

    Matrices absolute() {
        return map(Math::abs);
    }

    Matrices transposed() {
        return of(batch, columns, rows, (k, i, j) -> get(k, j, i));
    }

    Matrices plus(Matrices other) {
        return of(batch, rows, columns, (k, i, j) -> get(k, i, j) + other.get(k, i, j));
    }

    Matrices times(Matrices other) {
        assertEquals(columns, other.rows);
        return of(batch, rows, other.columns, (k, i, j) -> {
            double sum = 0;
            for (int e = 0; e < columns; e++) {
                sum += get(k, i, e) * other.get(k, e, j);
            }
            return sum;
        });
    }

    /** What a column holds, as the diagonal of a matrix. */
    Matrices asDiagonal() {
        return of(batch, rows, rows, (k, i, j) -> i == j ? get(k, i, 0) : 0);
    }

    /** The diagonal, and zeros. */
    Matrices diagonal() {
        return of(batch, rows, columns, (k, i, j) -> i == j ? get(k, i, j) : 0);
    }

    /** The lower triangle, and zeros. */
    Matrices lower() {
        return of(batch, rows, columns, (k, i, j) -> j <= i ? get(k, i, j) : 0);
    }

    /** The upper triangle, and zeros. */
    Matrices upper() {
        return of(batch, rows, columns, (k, i, j) -> j >= i ? get(k, i, j) : 0);
    }

    Matrices withUnitDiagonal() {
        return of(batch, rows, columns, (k, i, j) -> i == j ? 1 : get(k, i, j));
    }

    /** The lower triangle, and NaN. */
    Matrices lowerOnly() {
        return of(batch, rows, columns, (k, i, j) -> j <= i ? get(k, i, j) : Double.NaN);
    }

    /** The upper triangle, and NaN. */
    Matrices upperOnly() {
        return of(batch, rows, columns, (k, i, j) -> j >= i ? get(k, i, j) : Double.NaN);
    }

    /** That each element differs from what is expected by a factor times a size of its own at most. */
    static void assertClose(Matrices expected, Matrices actual, double factor, Matrices size) {
        assertEquals(expected.numbers.length, actual.numbers.length);
        for (int at = 0; at < expected.numbers.length; at++) {
            double wanted = expected.numbers[at];
            double got = actual.numbers[at];
            double bound = factor * size.numbers[at];
            int number = at;
            assertTrue(
                    Math.abs(got - wanted) <= bound,
                    () -> "number " + number + ": expected " + wanted + " within " + bound + ", got " + got);
        }
    }

    /** That elements are the same to the bit. */
    static void assertSame(Matrices expected, Matrices actual) {
        assertArrayEquals(expected.numbers, actual.numbers);
    }

    /** That one matrix is another to the bit. */
    static void assertSame(Matrices expected, Matrices actual, int k) {
        int block = expected.rows * expected.columns;
        assertArrayEquals(
                Arrays.copyOfRange(expected.numbers, k * block, (k + 1) * block),
                Arrays.copyOfRange(actual.numbers, k * block, (k + 1) * block),
                "matrix " + k);
    }

    static void assertAllNaN(Matrices matrices, int k) {
        assertSame(matrices.map(number -> Double.NaN), matrices, k);
    }
}
