package org.optnet4j.experiments.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;

/** The named parts of a checkpoint, in one zip file: the file is complete, or it is the one before. */
public final class ZipParts implements AutoCloseable {
    private final ZipFile zip;

    private ZipParts(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * Writes a file, atomically. Nothing is compressed: random bits do not get any smaller.
     *
     * @param file to write
     * @param parts by name, in this order
     */
    public static void write(Path file, Map<String, byte[]> parts) {
        AtomicFile.write(file, out -> writeTo(out, parts));
    }

    /**
     * Reads a file.
     *
     * @param file to read
     * @param content takes what it wants out of the parts; a {@link ZipException} says how they are not as expected
     * @param <T> of the result
     * @return what {@code content} made of it
     * @throws InputException if the file cannot be read or is not as expected
     */
    public static <T> T read(Path file, Content<T> content) {
        try (ZipParts parts = new ZipParts(new ZipFile(file.toFile()))) {
            return content.of(parts);
        } catch (ZipException e) {
            throw new InputException(file + ": expected a checkpoint, got " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + AtomicFile.reason(e), e);
        }
    }

    /**
     * One part.
     *
     * @param name of the part
     * @return its bytes
     * @throws ZipException if there is none of that name, or it is damaged
     * @throws IOException if it cannot be read
     */
    public byte[] get(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ZipException("a zip file without " + name);
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readAllBytes();
        }
        // ZipFile does not compare it, and what is not compressed shows no damage.
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        if (checksum.getValue() != entry.getCrc()) {
            throw new ZipException("a damaged " + name + ": its checksum is another");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static void writeTo(OutputStream out, Map<String, byte[]> parts) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(0);
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            zip.putNextEntry(new ZipEntry(part.getKey()));
            zip.write(part.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }

    /**
     * Makes something of the parts of an open file.
     *
     * @param <T> of what
     */
    @FunctionalInterface
    public interface Content<T> {
        /**
         * Reads what it needs.
         *
         * @param parts of the file
         * @return the result
         * @throws IOException if that fails
         */
        T of(ZipParts parts) throws IOException;
    }
}
