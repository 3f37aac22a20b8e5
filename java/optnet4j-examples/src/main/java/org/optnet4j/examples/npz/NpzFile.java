package org.optnet4j.examples.npz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.MemoryBudget;
import org.optnet4j.examples.io.Quote;

/** A zip file of NumPy arrays, as {@code numpy.savez} and {@code savez_compressed} write them. */
public final class NpzFile {
    /** What an array takes of the heap, about, besides its numbers. */
    private static final long ARRAY = 400;

    private static final String SUFFIX = ".npy";

    private NpzFile() {}

    /**
     * Reads all arrays.
     *
     * @param file the file
     * @param budget what its numbers may take
     * @return arrays by their names
     * @throws InputException if the file cannot be read, is malformed or too large; the message names the array
     */
    public static Map<String, NpyArray> read(Path file, MemoryBudget budget) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName();
                if (!name.endsWith(SUFFIX)) {
                    throw new InputException(
                            file + ": expected arrays NAME.npy only, got an entry " + Quote.shorten(name));
                }
                name = name.substring(0, name.length() - SUFFIX.length());
                String place = file + ": " + Quote.shorten(name);
                if (!budget.take(ARRAY)) {
                    throw budget.exceeded(place, "more");
                }
                if (arrays.put(name, array(place, zip, entry, budget)) != null) {
                    throw new InputException(place + ": expected one array of this name, got two");
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            // The latter is what java.util.zip says to names that are not text.
            throw new InputException(
                    file + ": expected a zip file of NumPy arrays: " + Quote.oneLine(String.valueOf(e.getMessage())),
                    e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + Quote.oneLine(AtomicFile.reason(e)), e);
        }
        return arrays;
    }

    /** Reads an array to its end, and compares the checksum, which {@link ZipFile} leaves to others. */
    private static NpyArray array(String place, ZipFile zip, ZipEntry entry, MemoryBudget budget) throws IOException {
        InputStream bytes = zip.getInputStream(entry);
        if (bytes == null) {
            throw new InputException(place + ": damaged: expected the bytes of this entry, got none of its name");
        }
        CRC32 checksum = new CRC32();
        try (InputStream in = new BufferedInputStream(new CheckedInputStream(bytes, checksum))) {
            NpyArray array = new NpyReader(place, in).read(budget);
            if (checksum.getValue() != entry.getCrc()) {
                throw new InputException(place + ": damaged: expected bytes with the checksum "
                        + Long.toHexString(entry.getCrc()) + ", got " + Long.toHexString(checksum.getValue()));
            }
            return array;
        }
    }
}
