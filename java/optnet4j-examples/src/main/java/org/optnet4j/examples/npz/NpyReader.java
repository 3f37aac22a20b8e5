package org.optnet4j.examples.npz;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.MemoryBudget;
import org.optnet4j.examples.io.Quote;

/**
 * Reads one array in NumPy's format, versions 1 to 3: float64, float32, int64 or int32 of either byte order, C or Fortran
 * order. What the header claims is checked against what is there before memory is taken for it.
 */
final class NpyReader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LARGEST_HEADER = 1 << 16;
    private static final int STEP = 1 << 16;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']{0,20})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]{0,200})\\)");

    private final String place;
    private final DataInputStream in;

    /**
     * @param place what to call the array in messages
     * @param in its bytes, which end with it
     */
    NpyReader(String place, InputStream in) {
        this.place = place;
        this.in = new DataInputStream(in);
    }

    /**
     * Reads the array.
     *
     * @param budget what its numbers may take
     * @throws InputException if it is malformed, truncated, too large or of another type
     * @throws IOException if the bytes cannot be read
     */
    NpyArray read(MemoryBudget budget) throws IOException {
        try {
            String header = header();
            Matcher descr = find(DESCR, header, "descr");
            boolean fortran = find(ORDER, header, "fortran_order").group(1).equals("True");
            int[] shape = shape(find(SHAPE, header, "shape").group(1));
            long count = count(shape, budget);
            double[] values = values(descr.group(1), (int) count);
            if (in.read() >= 0) {
                throw bad("expected its end after " + count + " numbers, got more bytes");
            }
            return new NpyArray(shape, fortran ? transposed(shape, values) : values);
        } catch (EOFException e) {
            throw new InputException(place + ": truncated: it ends before the numbers its header claims", e);
        }
    }

    /** How many numbers there are, if there is memory for them; it is then taken. */
    private long count(int[] shape, MemoryBudget budget) {
        long count = 1;
        for (int each : shape) {
            // No more than that is ever granted, and less than that times a dimension is no overflow.
            count = Math.min(count * each, 1L << 31);
        }
        if (!budget.take(count * Double.BYTES)) {
            throw budget.exceeded(place, "an array of shape " + new NpyArray(shape, new double[0]).shapeText());
        }
        return count;
    }

    private String header() throws IOException {
        byte[] magic = new byte[MAGIC.length];
        in.readFully(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw bad("expected a NumPy array, got other bytes");
        }
        int major = in.readUnsignedByte();
        in.readUnsignedByte();
        if (major < 1 || major > 3) {
            throw bad("expected format version 1, 2 or 3, got " + major);
        }
        int length = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
        if (major > 1) {
            length |= Short.toUnsignedInt(Short.reverseBytes(in.readShort())) << 16;
        }
        if (length < 0 || length > LARGEST_HEADER) {
            throw bad(
                    "expected a header of at most " + LARGEST_HEADER + " bytes, got " + Integer.toUnsignedLong(length));
        }
        byte[] header = new byte[length];
        in.readFully(header);
        return new String(header, StandardCharsets.UTF_8);
    }

    private Matcher find(Pattern pattern, String header, String field) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw bad("expected a header with the field " + field);
        }
        return matcher;
    }

    private int[] shape(String text) {
        String[] parts = text.isBlank() ? new String[0] : text.split(",");
        int[] shape = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                shape[i] = Integer.parseInt(parts[i].replace("L", "").strip());
            } catch (NumberFormatException e) {
                throw new InputException(
                        place + ": expected a shape of whole numbers below 2^31, got (" + Quote.shorten(text) + ")", e);
            }
        }
        return shape;
    }

    private double[] values(String descr, int count) throws IOException {
        String type = descr.length() == 3 && "<>=".indexOf(descr.charAt(0)) >= 0 ? descr.substring(1) : "";
        int size = switch (type) {
            case "f8", "i8" -> 8;
            case "f4", "i4" -> 4;
            default ->
                throw bad("expected numbers of type f8, f4, i8 or i4 with their byte order before it, got '"
                        + Quote.shorten(descr) + "'");
        };
        ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        double[] values = new double[Math.min(count, STEP)];
        byte[] bytes = new byte[Math.min(count, STEP) * size];
        for (int done = 0; done < count; ) {
            int step = Math.min(STEP, count - done);
            in.readFully(bytes, 0, step * size);
            if (values.length < done + step) {
                values = Arrays.copyOf(values, (int) Math.min(count, Math.max(2L * values.length, done + step)));
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
            for (int i = 0; i < step; i++) {
                values[done + i] = switch (type) {
                    case "f8" -> buffer.getDouble();
                    case "f4" -> buffer.getFloat();
                    case "i8" -> buffer.getLong();
                    default -> buffer.getInt();
                };
            }
            done += step;
        }
        return values;
    }

    private static double[] transposed(int[] shape, double[] values) {
        if (shape.length < 2) {
            return values;
        }
        double[] result = new double[values.length];
        int[] index = new int[shape.length];
        for (double value : values) {
            int at = 0;
            for (int i = 0; i < shape.length; i++) {
                at = at * shape[i] + index[i];
            }
            result[at] = value;
            for (int i = 0; i < shape.length && ++index[i] == shape[i]; i++) {
                index[i] = 0;
            }
        }
        return result;
    }

    private InputException bad(String message) {
        return new InputException(place + ": " + message);
    }
}
