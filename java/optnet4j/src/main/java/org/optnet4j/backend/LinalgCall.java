package org.optnet4j.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.linalg.MatrixBatch;

/**
 * One operation on a batch of matrices, checked: operands have the shapes that {@link LinalgOperation} says, all the same
 * batch size and precision, and those that are written do not overlap and can be written.
 *
 * @param operation what to do
 * @param batch how many matrices
 * @param precision of all operands
 * @param n rows of the matrices
 * @param m inner dimension, or rows of G; 0 where there is no such thing
 * @param p rows of A; 0 where there is no such thing
 * @param columns of right-hand sides; 0 where there are none
 * @param flags how it differs from the plain form
 * @param operands in order; null where one is left out
 * @param pivots batch x n, or empty where the operation has none
 * @param info one per matrix, or empty where the operation has none
 */
public record LinalgCall(
        LinalgOperation operation,
        int batch,
        Precision precision,
        int n,
        int m,
        int p,
        int columns,
        Set<LinalgFlag> flags,
        List<@Nullable MatrixBatch> operands,
        int[] pivots,
        int[] info) {
    private static final int[] NONE = {};

    /**
     * A call without sizes but n, flags and labels.
     *
     * @param operation what to do
     * @param batch how many matrices
     * @param precision of all operands
     * @param n rows of the matrices
     * @param operands in order; null where one is left out
     * @return the call
     */
    public static LinalgCall of(
            LinalgOperation operation, int batch, Precision precision, int n, @Nullable MatrixBatch... operands) {
        List<@Nullable MatrixBatch> list = Collections.unmodifiableList(new ArrayList<>(Arrays.asList(operands)));
        return new LinalgCall(operation, batch, precision, n, 0, 0, 0, Set.of(), list, NONE, NONE);
    }

    /**
     * With other sizes.
     *
     * @param m inner dimension, or rows of G
     * @param p rows of A
     * @param columns of right-hand sides
     * @return the call
     */
    public LinalgCall withSizes(int m, int p, int columns) {
        return new LinalgCall(operation, batch, precision, n, m, p, columns, flags, operands, pivots, info);
    }

    /**
     * With a flag, if a condition holds.
     *
     * @param flag the flag
     * @param condition whether it is set
     * @return the call
     */
    public LinalgCall with(LinalgFlag flag, boolean condition) {
        if (!condition) {
            return this;
        }
        Set<LinalgFlag> all = EnumSet.of(flag);
        all.addAll(flags);
        return new LinalgCall(
                operation,
                batch,
                precision,
                n,
                m,
                p,
                columns,
                Collections.unmodifiableSet(all),
                operands,
                pivots,
                info);
    }

    /**
     * With labels.
     *
     * @param info one per matrix
     * @return the call
     */
    public LinalgCall withInfo(int[] info) {
        return new LinalgCall(operation, batch, precision, n, m, p, columns, flags, operands, pivots, info);
    }

    /**
     * With exchanged rows.
     *
     * @param pivots batch x n
     * @return the call
     */
    public LinalgCall withPivots(int[] pivots) {
        return new LinalgCall(operation, batch, precision, n, m, p, columns, flags, operands, pivots, info);
    }

    /**
     * An operand that is not left out.
     *
     * @param index which one
     * @return the operand
     */
    public MatrixBatch operand(int index) {
        MatrixBatch operand = operands.get(index);
        if (operand == null) {
            throw new IllegalArgumentException("operand " + index + " of " + operation + " is left out");
        }
        return operand;
    }

    /**
     * How many numbers a factor of {@link LinalgOperation#KKT_PREPARE} has.
     *
     * @param n variables
     * @param m rows of G
     * @param p rows of A
     * @return the count
     */
    public static long kktNumbers(int n, int m, int p) {
        return triangle(n) + (long) p * n + triangle(p) + (long) m * n + triangle(m + 1L) + triangle(m);
    }

    private static long triangle(long n) {
        return n * (n + 1) / 2;
    }
}
