package org.optnet4j.benchmarks.problems;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;

/**
 * Problems as NumPy arrays, for solvers in other languages: Q, q, A, b, G, h, each float64 in C order with the batch as
 * leading axis; A and b are absent if p = 0, G and h if m = 0. The same problems give the same bytes.
 */
public final class ProblemFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final int STEP = 1 << 13;

    private ProblemFile() {}

    /**
     * Writes a batch, atomically.
     *
     * @param file to create or replace
     * @param problems the batch
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, Problems problems) {
        int count = problems.count();
        int n = problems.n();
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setLevel(Deflater.BEST_SPEED);
            array(zip, "Q", problems.Q(), count, n, n);
            array(zip, "q", problems.q(), count, n);
            if (problems.p() > 0) {
                array(zip, "A", problems.A(), count, problems.p(), n);
                array(zip, "b", problems.b(), count, problems.p());
            }
            if (problems.m() > 0) {
                array(zip, "G", problems.G(), count, problems.m(), n);
                array(zip, "h", problems.h(), count, problems.m());
            }
            zip.finish();
        });
    }

    private static void array(ZipOutputStream zip, String name, double[] values, int... shape) throws IOException {
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        StringBuilder header = new StringBuilder("{'descr': '<f8', 'fortran_order': False, 'shape': (");
        for (int each : shape) {
            header.append(each).append(", ");
        }
        header.setLength(header.length() - 2);
        header.append("), }");
        while ((MAGIC.length + 2 + header.length() + 1) % ALIGNMENT != 0) {
            header.append(' ');
        }
        byte[] text = header.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
        zip.write(MAGIC);
        zip.write(text.length & 0xff);
        zip.write(text.length >> 8);
        zip.write(text);
        numbers(zip, values);
        zip.closeEntry();
    }

    private static void numbers(OutputStream out, double[] values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(STEP * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < values.length; done += STEP) {
            int step = Math.min(STEP, values.length - done);
            buffer.clear();
            buffer.asDoubleBuffer().put(values, done, step);
            out.write(buffer.array(), 0, step * Double.BYTES);
        }
    }
}
