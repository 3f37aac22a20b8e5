package org.optnet4j.linalg;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.cuda.CudaStream;
import org.optnet4j.cuda.DeviceArray;

/**
 * A batch of matrices of one shape, row-major, in memory of the caller: matrix k has its element (i, j) at
 * <i>offset + k stride + i leading + j</i>. Operations change the numbers where they are; of those between rows and
 * between matrices none is touched.
 *
 * <p>Immutable but for the numbers. Which of several calls at the same time may write which numbers is up to the caller.
 */
public final class MatrixBatch {
    private final @Nullable BatchArray host;
    private final @Nullable DeviceArray device;
    private final Precision precision;
    private final int batch;
    private final int rows;
    private final int columns;
    private final int offset;
    private final int stride;
    private final int leading;

    private MatrixBatch(
            @Nullable BatchArray host,
            @Nullable DeviceArray device,
            Precision precision,
            int batch,
            int rows,
            int columns,
            int offset,
            int stride,
            int leading) {
        this.host = host;
        this.device = device;
        this.precision = precision;
        this.batch = batch;
        this.rows = rows;
        this.columns = columns;
        this.offset = offset;
        this.stride = stride;
        this.leading = leading;
    }

    /**
     * Matrices in double precision, one after the other without gaps.
     *
     * @param numbers batch x rows x columns numbers; wrapped, not copied
     * @param batch how many matrices
     * @param rows of each
     * @param columns of each
     * @return the batch
     * @throws IllegalArgumentException if a size is negative or there are too few or too many numbers
     */
    public static MatrixBatch of(double[] numbers, int batch, int rows, int columns) {
        return of(BatchArray.perProblem(numbers), batch, rows, columns);
    }

    /**
     * Matrices in single precision, one after the other without gaps.
     *
     * @param numbers batch x rows x columns numbers; wrapped, not copied
     * @param batch how many matrices
     * @param rows of each
     * @param columns of each
     * @return the batch
     * @throws IllegalArgumentException if a size is negative or there are too few or too many numbers
     */
    public static MatrixBatch of(float[] numbers, int batch, int rows, int columns) {
        return of(BatchArray.perProblem(numbers), batch, rows, columns);
    }

    /**
     * Matrices in an array or direct buffer, one after the other without gaps.
     *
     * @param numbers batch x rows x columns numbers; wrapped, not copied
     * @param batch how many matrices
     * @param rows of each
     * @param columns of each
     * @return the batch
     * @throws IllegalArgumentException if a size is negative or there are too few or too many numbers
     */
    public static MatrixBatch of(BatchArray numbers, int batch, int rows, int columns) {
        int block = requireDense(numbers.length(), batch, rows, columns);
        return of(numbers, batch, rows, columns, 0, block, columns);
    }

    /**
     * Matrices anywhere in an array or direct buffer.
     *
     * @param numbers what they are part of; wrapped, not copied
     * @param batch how many matrices
     * @param rows of each
     * @param columns of each
     * @param offset where the first begins
     * @param stride from the beginning of one to that of the next; 0 for one matrix that stands for all, to be read only
     * @param leading from the beginning of a row to that of the next, at least the number of columns
     * @return the batch
     * @throws IllegalArgumentException if a size is negative, matrices overlap, or the last one ends beyond the numbers
     */
    public static MatrixBatch of(
            BatchArray numbers, int batch, int rows, int columns, int offset, int stride, int leading) {
        requirePlaces(numbers.length(), batch, rows, columns, offset, stride, leading);
        return new MatrixBatch(numbers, null, numbers.precision(), batch, rows, columns, offset, stride, leading);
    }

    /**
     * Matrices in the memory of a CUDA device, one after the other without gaps. Only the {@code cuda} back end of that
     * device works on them, where they are; calls return when they are done, and do not wait for what is queued on the
     * caller's streams.
     *
     * @param numbers batch x rows x columns numbers, in FLOAT64 or FLOAT32; to be closed after the last call
     * @param batch how many matrices
     * @param rows of each
     * @param columns of each
     * @return the batch
     * @throws IllegalArgumentException if a size is negative, there are too few or too many numbers, or they are integers
     */
    public static MatrixBatch of(DeviceArray numbers, int batch, int rows, int columns) {
        int block = requireDense(numbers.length(), batch, rows, columns);
        return of(numbers, batch, rows, columns, 0, block, columns);
    }

    /**
     * Matrices anywhere in the memory of a CUDA device; see {@link #of(DeviceArray, int, int, int)}.
     *
     * @param numbers what they are part of, in FLOAT64 or FLOAT32; to be closed after the last call
     * @param batch how many matrices
     * @param rows of each
     * @param columns of each
     * @param offset where the first begins
     * @param stride from the beginning of one to that of the next; 0 for one matrix that stands for all, to be read only
     * @param leading from the beginning of a row to that of the next, at least the number of columns
     * @return the batch
     * @throws IllegalArgumentException if a size is negative, matrices overlap, the last one ends beyond the numbers, or
     *     they are integers
     */
    public static MatrixBatch of(
            DeviceArray numbers, int batch, int rows, int columns, int offset, int stride, int leading) {
        requirePlaces(numbers.length(), batch, rows, columns, offset, stride, leading);
        Precision precision = switch (numbers.type()) {
            case FLOAT64 -> Precision.FLOAT64;
            case FLOAT32 -> Precision.FLOAT32;
            case INT32 -> throw new IllegalArgumentException("numbers: expected FLOAT64 or FLOAT32, got INT32");
        };
        return new MatrixBatch(null, numbers, precision, batch, rows, columns, offset, stride, leading);
    }

    private static int requireDense(long length, int batch, int rows, int columns) {
        long block = requireShape(batch, rows, columns);
        if (block > Integer.MAX_VALUE || length != batch * block) {
            throw new IllegalArgumentException("numbers: expected batch x rows x columns = " + batch + " x " + rows
                    + " x " + columns + " of them, got " + length);
        }
        return (int) block;
    }

    private static void requirePlaces(
            long length, int batch, int rows, int columns, int offset, int stride, int leading) {
        requireShape(batch, rows, columns);
        if (offset < 0) {
            throw new IllegalArgumentException("offset: expected 0 or more, got " + offset);
        }
        if (leading < columns) {
            throw new IllegalArgumentException(
                    "leading: expected at least the number of columns, " + columns + ", got " + leading);
        }
        if (batch == 0 || rows == 0 || columns == 0) {
            return;
        }
        long extent = (rows - 1L) * leading + columns;
        if (stride < 0 || (stride > 0 && stride < extent && batch > 1)) {
            throw new IllegalArgumentException(
                    "stride: expected 0 or at least what a matrix extends over, " + extent + ", got " + stride);
        }
        long end = offset + (batch - 1L) * stride + extent;
        if (end > Math.min(length, Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("numbers: the last matrix ends at " + end + ", expected at most "
                    + Math.min(length, Integer.MAX_VALUE));
        }
    }

    private static long requireShape(int batch, int rows, int columns) {
        requireSize("batch", batch);
        requireSize("rows", rows);
        requireSize("columns", columns);
        return (long) rows * columns;
    }

    private static void requireSize(String name, int size) {
        if (size < 0) {
            throw new IllegalArgumentException(name + ": expected 0 or more, got " + size);
        }
    }

    /**
     * What the matrices are part of.
     *
     * @return the array or buffer
     * @throws IllegalStateException if they are in device memory
     */
    public BatchArray numbers() {
        if (host == null) {
            throw new IllegalStateException("numbers: these matrices are in device memory");
        }
        return host;
    }

    /**
     * What the matrices are part of, in device memory.
     *
     * @return the array; empty for matrices in host memory
     */
    public Optional<DeviceArray> deviceNumbers() {
        return Optional.ofNullable(device);
    }

    /**
     * The type of the numbers.
     *
     * @return the precision
     */
    public Precision precision() {
        return precision;
    }

    /**
     * How many matrices there are.
     *
     * @return the count
     */
    public int batch() {
        return batch;
    }

    /**
     * The rows of each matrix.
     *
     * @return the count
     */
    public int rows() {
        return rows;
    }

    /**
     * The columns of each matrix.
     *
     * @return the count
     */
    public int columns() {
        return columns;
    }

    /**
     * Where the first matrix begins.
     *
     * @return the index of its element (0, 0)
     */
    public int offset() {
        return offset;
    }

    /**
     * How far it is from one matrix to the next.
     *
     * @return the count of numbers; 0 where one matrix stands for all
     */
    public int stride() {
        return stride;
    }

    /**
     * How far it is from one row to the next.
     *
     * @return the count of numbers
     */
    public int leading() {
        return leading;
    }

    /**
     * One number.
     *
     * @param k which matrix
     * @param i which row
     * @param j which column
     * @return the number, widened if these matrices are in single precision; from device memory a copy of its own
     * @throws IndexOutOfBoundsException if there is no such matrix, row or column
     */
    public double get(int k, int i, int j) {
        Objects.checkIndex(k, batch);
        Objects.checkIndex(i, rows);
        Objects.checkIndex(j, columns);
        int at = rowStart(k, i) + j;
        if (device == null) {
            return numbers().get(at);
        }
        return device.slice(at, 1).toHost(CudaStream.defaultOf(device.device())).get(0);
    }

    /**
     * Where a row begins; for back ends.
     *
     * @param k which matrix
     * @param i which row
     * @return the index of element (i, 0) of matrix k
     */
    public int rowStart(int k, int i) {
        return offset + k * stride + i * leading;
    }

    /** A short description: sizes, type and place, not the numbers. */
    @Override
    public String toString() {
        return "MatrixBatch[" + batch + " x (" + rows + " x " + columns + "), " + precision() + ", offset " + offset
                + ", stride " + stride + ", leading " + leading + "]";
    }
}
