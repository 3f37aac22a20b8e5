package org.optnet4j.examples.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.optnet4j.examples.io.InputException;

/**
 * Gives a reader many changed inputs. Whatever happened to an input, it must be read as something well-formed or refused
 * with a message, soon and in little memory. {@code -Doptnet4j.fuzz.inputs} sets how many inputs each reader gets.
 */
public final class Fuzz {
    private static final int INPUTS = Integer.getInteger("optnet4j.fuzz.inputs", 10_000);

    /** Inputs that are read within one time limit, far more than they need. */
    private static final int BLOCK = 1000;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int LONGEST_MESSAGE = 1000;

    private Fuzz() {}

    /** Makes the input that a seed stands for. */
    public interface Inputs {
        byte[] next(Random random) throws IOException;
    }

    /** Reads an input called {@code in.something}, and checks that what came out is well-formed. */
    public interface Reader {
        void read(byte[] input) throws IOException;
    }

    /** Reads them all. */
    public static void run(Inputs inputs, Reader reader) {
        long seed = TestSeed.next();
        AtomicInteger current = new AtomicInteger();
        int[] read = new int[1];
        while (current.get() < INPUTS) {
            int end = Math.min(INPUTS, current.get() + BLOCK);
            assertTimeoutPreemptively(
                    LIMIT,
                    () -> {
                        for (; current.get() < end; current.incrementAndGet()) {
                            read[0] += readOne(inputs, reader, seed + current.get()) ? 1 : 0;
                        }
                    },
                    () -> "too slow: " + repeat(seed + current.get()));
        }
        // Where all are refused, or none, the changes are not what they should be; of a few, chance decides.
        assertTrue(INPUTS < BLOCK || (read[0] > 0.01 * INPUTS && read[0] < 0.9 * INPUTS), read[0] + " of " + INPUTS);
    }

    /** Whether the input of this seed was read. */
    private static boolean readOne(Inputs inputs, Reader reader, long seed) {
        try {
            // The random numbers of neighbouring seeds have too much in common.
            byte[] input = inputs.next(new Random(seed * 0x9E3779B97F4A7C15L));
            try {
                reader.read(input);
                return true;
            } catch (InputException expected) {
                String message = expected.getMessage();
                assertTrue(message.contains("in."), message);
                assertEquals(1, message.lines().count(), message);
                assertFalse(message.chars().anyMatch(Character::isISOControl), message);
                assertTrue(message.length() < LONGEST_MESSAGE, message);
                return false;
            }
        } catch (Throwable e) {
            throw new AssertionError(repeat(seed), e);
        }
    }

    private static String repeat(long seed) {
        return "-Doptnet4j.seed=" + seed + " -Doptnet4j.fuzz.inputs=1";
    }

    /** Checks what was read: as many numbers as there should be, none of them NaN; null is well-formed. */
    public static void assertNumbers(double[] values, int length, boolean finite) {
        if (values != null) {
            assertEquals(length, values.length);
            for (double value : values) {
                assertTrue(finite ? Double.isFinite(value) : !Double.isNaN(value), "got " + value);
            }
        }
    }

    /** One of some inputs. */
    public static byte[] one(Random random, List<byte[]> inputs) {
        return inputs.get(random.nextInt(inputs.size()));
    }
}
