package org.optnet4j.examples.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.MemoryBudget;
import org.optnet4j.examples.npz.NpzFile;
import org.optnet4j.examples.testing.NpzWriter;

class NpzProblemTest {
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
        refused("Q: expected a file whose numbers take at most", w -> w.add("Q", "(1000000000, 1000000000)", 1));
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
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    /** The matrix that the sizes promise would take 20 GB; the one that is there has one column. */
    @Test
    void rowsAreLookedAtBeforeMemoryIsTakenForTheMatrix() {
        double[] numbers = new double[50_000];
        refused(
                "in.npz.Q[0]: expected 50000 numbers (as many as q has), got 1",
                w -> w.add("Q", "(50000, 1)", numbers).add("q", "(50000,)", numbers));
    }

    @Test
    void claimsOfManyNumbers() {
        refused("Q: ", w -> w.add("Q", "(1000000000,)", 1));
        refused("Q: expected a file whose numbers", w -> w.add("Q", "(2000000000, 2000000000, 2000000000)", 1));
        refused("Q: expected at least one column", w -> w.add("Q", "(2000000000, 0)"));
        refused("Q: expected a shape of whole numbers", w -> w.add("Q", "(3000000000,)", 1));
        refused("Q: expected a shape of whole numbers", w -> w.add("Q", "(1,,1)", 1));
        refused("q: expected a list of numbers", w -> w.add("A", "(0, 2000000000)"));
    }

    @Test
    void memoryIsLimited() throws IOException {
        Path file = Files.write(folder.resolve("in.npz"), small().bytes());
        assertEquals(9, NpzFile.read(file, new MemoryBudget(10_000)).size());
        for (int bytes : new int[] {10, 420, 2000}) {
            InputException e = assertThrows(InputException.class, () -> NpzFile.read(file, new MemoryBudget(bytes)));
            assertTrue(e.getMessage().contains("expected a file whose numbers take at most 0 MiB"), e.getMessage());
        }
    }

    /** What reads zip files leaves checksums to others. */
    @Test
    void damagedNumbersAreNoticed() {
        byte[] bytes = new NpzWriter()
                .uncompressed()
                .add("Q", "(1, 1)", 1)
                .add("q", "(1,)", 7)
                .bytes();
        int changed = 0;
        for (int i = 7; i < bytes.length; i++) {
            // 7.0 is 40 1c 00.., its last byte first.
            if (bytes[i] == 0x40 && bytes[i - 1] == 0x1c) {
                bytes[i - 1] = 0x1d;
                changed++;
            }
        }
        assertEquals(1, changed);
        InputException e = assertThrows(InputException.class, () -> read(bytes));
        assertTrue(e.getMessage().contains("in.npz: q: damaged: expected bytes with the checksum"), e.getMessage());
    }

    @Test
    void typesHaveAByteOrder() {
        for (String descr : new String[] {"|f8", "xf8", "f8", "<f2", "\u001b\nf8"}) {
            refused(
                    "Q: expected numbers of type f8, f4, i8 or i4 with their byte order before it, got '",
                    w -> w.add(
                            "Q", "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (1,), }", new byte[8]));
        }
    }

    @Test
    void messagesAreOneLineWhateverTheNames() {
        refused("in.npz: a b: unknown array", w -> w.add("a\nb", "(1,)", 1));
        refused("in.npz: " + "a".repeat(40) + "...: unknown array", w -> w.add("a".repeat(60_000), "(1,)", 1));
        refused(
                "Q: expected a shape of whole numbers below 2^31, got (1 , ,1)",
                w -> w.add("Q", "{'descr': '<f8', 'fortran_order': False, 'shape': (1\n,\n,1), }", new byte[8]));
    }
}
