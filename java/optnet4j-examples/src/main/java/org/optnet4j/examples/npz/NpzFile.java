package org.optnet4j.examples.npz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;

/** A zip file of NumPy arrays, as {@code numpy.savez} and {@code savez_compressed} write them. */
public final class NpzFile {
    /** Numbers that all arrays of a file may have together: 2 GiB of them. */
    private static final long LIMIT = 1L << 28;

    private static final String SUFFIX = ".npy";

    private NpzFile() {}

    /**
     * Reads all arrays.
     *
     * @param file the file
     * @return arrays by their names
     * @throws InputException if the file cannot be read or is malformed; the message names the array
     */
    public static Map<String, NpyArray> read(Path file) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        long left = LIMIT;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName();
                if (!name.endsWith(SUFFIX)) {
                    throw new InputException(file + ": expected arrays NAME.npy only, got an entry " + name);
                }
                name = name.substring(0, name.length() - SUFFIX.length());
                try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
                    NpyArray array = new NpyReader(file + ": " + name, in).read(left);
                    left -= array.values().length;
                    if (arrays.put(name, array) != null) {
                        throw new InputException(file + ": " + name + ": expected one array of this name, got two");
                    }
                }
            }
        } catch (ZipException e) {
            throw new InputException(file + ": expected a zip file of NumPy arrays: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + AtomicFile.reason(e), e);
        } catch (IllegalArgumentException e) {
            // What java.util.zip says to names that are not text.
            throw new InputException(file + ": expected a zip file of NumPy arrays: " + e.getMessage(), e);
        }
        return arrays;
    }
}
