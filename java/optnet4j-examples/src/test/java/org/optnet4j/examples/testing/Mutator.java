package org.optnet4j.examples.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes valid inputs a little, at random, so that they get far into a reader before it finds what is wrong. */
public final class Mutator {
    private static final String[] NUMBERS = {
        "1e999",
        "-1e999",
        "1e308",
        "-1e308",
        "1e-999",
        "4.9e-324",
        "1e20",
        "-1e30",
        "0",
        "-0.0",
        "-1",
        "1.5",
        "2147483647",
        "2147483648",
        "-2147483649",
        "1000000",
        "1000000000",
        "9223372036854775808",
        "1e99999999999",
        "NaN",
        "Infinity",
        "-inf",
        "0x1p3",
        "1d",
        "1e",
        "--1",
        "1.2.3",
        ".",
        "\u0663",
        "9".repeat(400),
        "0." + "3".repeat(1200)
    };
    private static final Pattern TOKEN =
            Pattern.compile("[0-9][0-9.eE+-]*+|[A-Za-z_]++|[ \t]++|[^ \t]", Pattern.DOTALL);

    private final Random random;

    /** @param random what decides */
    public Mutator(Random random) {
        this.random = random;
    }

    /**
     * Changes bytes, without regard to what they mean.
     *
     * @param input left as it is
     * @param other to take pieces from
     * @return one to four changes away from the input
     */
    public byte[] bytes(byte[] input, byte[] other) {
        byte[] changed = input.clone();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            changed = changeBytes(changed, other);
        }
        return changed;
    }

    /**
     * Changes numbers, words and lines, and now and then bytes.
     *
     * @param input left as it is
     * @param other to take pieces from
     * @return one to four changes away from the input
     */
    public byte[] text(byte[] input, byte[] other) {
        byte[] changed = input.clone();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            changed = switch (random.nextInt(4)) {
                case 0 -> changeBytes(changed, other);
                case 1 -> changeParts(changed, lines(changed), other);
                default -> changeParts(changed, tokens(changed), other);
            };
        }
        return changed;
    }

    private byte[] changeBytes(byte[] input, byte[] other) {
        if (input.length == 0) {
            return other.clone();
        }
        int from = random.nextInt(input.length);
        int to = from + random.nextInt(1 + Math.min(input.length - from, 1 + random.nextInt(64)));
        byte[] piece = Arrays.copyOfRange(input, from, to);
        switch (random.nextInt(7)) {
            case 0 -> {
                input[from] ^= (byte) (1 << random.nextInt(8));
                return input;
            }
            case 1 -> {
                input[from] = (byte) random.nextInt();
                return input;
            }
            case 2 -> {
                return Arrays.copyOf(input, from);
            }
            case 3 -> {
                return replace(input, from, to, new byte[0]);
            }
            case 4 -> {
                int at = random.nextInt(input.length + 1);
                return replace(input, at, at, piece);
            }
            case 5 -> {
                int at = random.nextInt(input.length);
                return replace(input, at, Math.min(input.length, at + piece.length), piece);
            }
            default -> {
                // The beginning of one and the end of another.
                byte[] end = Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
                return replace(input, from, input.length, end);
            }
        }
    }

    /** Deletes, doubles, swaps or replaces a part. */
    private byte[] changeParts(byte[] input, List<int[]> parts, byte[] other) {
        if (parts.size() < 2) {
            return changeBytes(input, other);
        }
        int[] part = parts.get(random.nextInt(parts.size()));
        switch (random.nextInt(5)) {
            case 0 -> {
                return replace(input, part[0], part[1], new byte[0]);
            }
            case 1 -> {
                return replace(input, part[0], part[0], Arrays.copyOfRange(input, part[0], part[1]));
            }
            case 2 -> {
                int[] another = parts.get(random.nextInt(parts.size()));
                return replace(input, part[0], part[1], Arrays.copyOfRange(input, another[0], another[1]));
            }
            default -> {
                List<int[]> numbers = parts.stream()
                        .filter(range -> range[1] > range[0] && Character.isDigit(input[range[0]]))
                        .toList();
                int[] number = numbers.isEmpty() ? part : numbers.get(random.nextInt(numbers.size()));
                String value = NUMBERS[random.nextInt(NUMBERS.length)];
                return replace(input, number[0], number[1], value.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static List<int[]> tokens(byte[] input) {
        List<int[]> ranges = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(new String(input, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            ranges.add(new int[] {matcher.start(), matcher.end()});
        }
        return ranges;
    }

    private static List<int[]> lines(byte[] input) {
        List<int[]> ranges = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < input.length; i++) {
            if (input[i] == '\n') {
                ranges.add(new int[] {from, i + 1});
                from = i + 1;
            }
        }
        return ranges;
    }

    private static byte[] replace(byte[] input, int from, int to, byte[] by) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(input.length + by.length);
        result.write(input, 0, from);
        result.write(by, 0, by.length);
        result.write(input, to, input.length - to);
        return result.toByteArray();
    }
}
