package org.optnet4j.experiments.classify;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.MemoryBudget;

/**
 * A file in the IDX format of MNIST, of unsigned bytes, as it is or compressed: a magic number of four bytes (0, 0, type,
 * number of dimensions), the dimensions as big-endian ints, the values in row-major order.
 *
 * @param dimensions of the array
 * @param values row-major
 */
record IdxFile(int[] dimensions, byte[] values) {
    private static final int UNSIGNED_BYTES = 0x08;

    /**
     * Reads a file.
     *
     * @param file of any name; compressed if the name ends with .gz
     * @param rank how many dimensions are expected
     * @throws InputException if it is something else, too short or too long; the message names the file
     */
    static IdxFile read(Path file, int rank) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                DataInputStream in = new DataInputStream(unpacked(file, raw))) {
            int[] dimensions = header(file, in, rank);
            long size = size(file, dimensions);
            byte[] values = in.readNBytes((int) size);
            if (values.length < size || in.read() != -1) {
                String got = values.length < size ? "only " + values.length : "more";
                throw new InputException(
                        file + ": expected " + size + " bytes after the header (" + text(dimensions) + "), got " + got);
            }
            return new IdxFile(dimensions, values);
        } catch (ZipException e) {
            throw new InputException(
                    file + ": expected a gzip file, got a damaged or another one: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new InputException(file + ": expected a whole file, got one that ends too early", e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + AtomicFile.reason(e), e);
        }
    }

    private static InputStream unpacked(Path file, InputStream raw) throws IOException {
        return file.toString().endsWith(".gz") ? new BufferedInputStream(new GZIPInputStream(raw)) : raw;
    }

    private static int[] header(Path file, DataInputStream in, int rank) throws IOException {
        int magic = in.readInt();
        int expected = UNSIGNED_BYTES << 8 | rank;
        if (magic != expected) {
            throw new InputException(String.format(
                    "%s: expected an IDX file of unsigned bytes in %d dimensions (magic number 0x%08x), got 0x%08x",
                    file, rank, expected, magic));
        }
        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++) {
            dimensions[i] = in.readInt();
        }
        return dimensions;
    }

    private static long size(Path file, int[] dimensions) {
        if (Arrays.stream(dimensions).anyMatch(dimension -> dimension < 1)) {
            throw new InputException(file + ": expected positive dimensions, got " + text(dimensions));
        }
        MemoryBudget budget = new MemoryBudget();
        long size = 1;
        for (int dimension : dimensions) {
            // Before it could overflow, it is far too much.
            size = size > Integer.MAX_VALUE ? size : size * dimension;
        }
        if (size > Integer.MAX_VALUE || !budget.take(size)) {
            throw budget.exceeded(file.toString(), text(dimensions));
        }
        return size;
    }

    private static String text(int[] dimensions) {
        return Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }
}
