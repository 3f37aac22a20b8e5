package org.optnet4j.examples.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes arrays as NumPy does. */
public final class NpzWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    /** From here on bytes are written as they are. */
    public NpzWriter uncompressed() {
        zip.setLevel(Deflater.NO_COMPRESSION);
        return this;
    }

    /** Adds an array of float64 in C order; the shape is written as given. */
    public NpzWriter add(String name, String shape, double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return add(name, "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }", buffer.array());
    }

    /** Adds an array with any header and any data. */
    public NpzWriter add(String name, String header, byte[] data) {
        try {
            zip.putNextEntry(new ZipEntry(name + ".npy"));
            zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
            byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
            zip.write(text.length & 0xff);
            zip.write(text.length >> 8);
            zip.write(text);
            zip.write(data);
            zip.closeEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        try {
            zip.finish();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
