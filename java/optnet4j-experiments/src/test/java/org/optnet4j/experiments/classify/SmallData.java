package org.optnet4j.experiments.classify;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Small files in the IDX format, of images that show their class. */
final class SmallData {
    static final int SIDE = 5;

    private SmallData() {}

    /** A file's bytes. */
    static byte[] idx(int magic, int[] dimensions, byte[] values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(magic);
        for (int dimension : dimensions) {
            out.writeInt(dimension);
        }
        out.write(values);
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** A folder of training and test images, the first compressed and the second not. */
    static void write(Path folder, int train, int test) throws IOException {
        Random random = new Random(1);
        Files.createDirectories(folder);
        for (String part : new String[] {"train", "t10k"}) {
            int count = part.equals("train") ? train : test;
            byte[] pixels = new byte[count * SIDE * SIDE];
            byte[] labels = new byte[count];
            random.nextBytes(pixels);
            for (int i = 0; i < count; i++) {
                labels[i] = (byte) (i % Images.CLASSES);
                pixels[i * SIDE * SIDE + 2 * labels[i]] = (byte) 0xff;
                pixels[i * SIDE * SIDE + 2 * labels[i] + 1] = (byte) 0xff;
            }
            byte[] images = idx(0x803, new int[] {count, SIDE, SIDE}, pixels);
            if (part.equals("train")) {
                Files.write(folder.resolve(part + "-images-idx3-ubyte.gz"), gzip(images));
            } else {
                Files.write(folder.resolve(part + "-images-idx3-ubyte"), images);
            }
            Files.write(folder.resolve(part + "-labels-idx1-ubyte"), idx(0x801, new int[] {count}, labels));
        }
    }
}
