package org.optnet4j.examples.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.testing.NpzWriter;

class NpzProblemTest {
    private static final int FUZZED = Integer.getInteger("optnet4j.fuzz", 2000);

    @TempDir
    private Path folder;

    private static NpzWriter small() {
        return new NpzWriter()
                .add("Q", "(2, 2)", 2, 0, 0, 3)
                .add("q", "(2,)", 1, -1)
                .add("r", "()", 7)
                .add("A", "(0, 2)")
                .add("b", "(0,)")
                .add("G", "(1, 2)", 1, 1)
                .add("l", "(1,)", Double.NEGATIVE_INFINITY)
                .add("u", "(1,)", 4)
                .add("lb", "(2,)", 0, Double.NEGATIVE_INFINITY);
    }

    private Problem read(byte[] bytes) throws IOException {
        return NpzProblem.read(Files.write(folder.resolve("in.npz"), bytes));
    }

    @Test
    void readsWhatNumpyWrites() throws IOException {
        Problem problem = read(small().bytes());
        assertEquals(2, problem.n());
        assertEquals(1, problem.m());
        assertEquals(0, problem.p());
        assertArrayEquals(new double[] {2, 0, 0, 3}, problem.Q());
        assertArrayEquals(new double[] {4}, problem.h());
        assertArrayEquals(new double[] {0, Double.NEGATIVE_INFINITY}, problem.lb());
        assertEquals(7, problem.constant());
    }

    @Test
    void readsOtherTypesAndOrders() throws IOException {
        byte[] ints =
                ByteBuffer.allocate(16).putInt(1).putInt(2).putInt(3).putInt(4).array();
        byte[] floats = ByteBuffer.allocate(8).putFloat(0.5f).putFloat(-2).array();
        Problem problem = read(new NpzWriter()
                .add("Q", "{'descr': '>i4', 'fortran_order': True, 'shape': (2, 2), }", ints)
                .add("q", "{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", floats)
                .bytes());
        assertArrayEquals(new double[] {1, 3, 2, 4}, problem.Q());
        assertArrayEquals(new double[] {0.5, -2}, problem.q());
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        refused("Q: truncated", w -> w.add("Q", "(2, 2)", 1, 2, 3));
        refused("Q: expected its end after 4 numbers", w -> w.add("Q", "(2, 2)", 1, 2, 3, 4, 5));
        refused("Q: expected at most", w -> w.add("Q", "(1000000000, 1000000000)", 1));
        refused("Q: truncated", w -> w.add("Q", "(10000, 10000)", 1));
        refused("Q: expected at least one column", w -> w.add("Q", "(3, 0)"));
        refused("Q: expected a matrix, got an array of shape (4)", w -> w.add("Q", "(4,)", 1, 2, 3, 4));
        refused("q: expected a vector", w -> w.add("q", "(1, 2)", 1, 2));
        refused("Q: expected finite numbers, got NaN at 1", w -> w.add("Q", "(1, 2)", 1, Double.NaN));
        refused("ub: expected finite numbers or infinities, got NaN", w -> w.add("ub", "(1,)", Double.NaN));
        refused("Z: unknown array", w -> w.add("Z", "(1,)", 1));
        refused(
                "Q: expected numbers of type",
                w -> w.add("Q", "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", new byte[8]));
        refused(
                "Q: expected a header with the field shape",
                w -> w.add("Q", "{'descr': '<f8', 'fortran_order': False}", new byte[8]));
        refused("in.npz.q: expected a list of numbers", w -> w.add("Q", "(1, 1)", 1));
        InputException e = assertThrows(InputException.class, () -> read(new byte[] {1, 2, 3}));
        assertTrue(e.getMessage().contains("expected a zip file"), e.getMessage());
    }

    private void refused(String expected, UnaryOperator<NpzWriter> content) {
        byte[] bytes = content.apply(new NpzWriter()).bytes();
        InputException e = assertThrows(InputException.class, () -> read(bytes));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }

    /** Whatever happens to a file, it is a problem or an error message. */
    @Test
    void mutatedFiles() throws IOException {
        long seed = Long.getLong("optnet4j.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] good = small().bytes();
        for (int i = 0; i < FUZZED; i++) {
            byte[] bytes = mutated(good, random);
            try {
                read(bytes);
            } catch (InputException expected) {
                assertTrue(expected.getMessage().contains("in.npz"), expected.getMessage());
            } catch (RuntimeException | OutOfMemoryError e) {
                throw new AssertionError("mutation " + i + " of -Doptnet4j.seed=" + seed, e);
            }
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int changes = 1 + random.nextInt(4);
        for (int k = 0; k < changes; k++) {
            switch (random.nextInt(4)) {
                case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                default -> {
                    int from = random.nextInt(bytes.length);
                    int to = random.nextInt(bytes.length);
                    int count = random.nextInt(1 + bytes.length - Math.max(from, to));
                    System.arraycopy(bytes, from, bytes, to, count);
                }
            }
        }
        return bytes;
    }
}
