package org.optnet4j.experiments.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.examples.io.InputException;

/** IDX files, good and malformed. */
class IdxFileTest {
    private static final int VECTOR = 0x801;
    private static final byte[] VALUES = {1, 2, (byte) 200};

    @TempDir
    private Path folder;

    @Test
    void readsPlainAndCompressedFiles() throws IOException {
        byte[] content = SmallData.idx(VECTOR, new int[] {3}, VALUES);
        for (Path file : new Path[] {write("plain", content), write("packed.gz", SmallData.gzip(content))}) {
            IdxFile idx = IdxFile.read(file, 1);
            assertArrayEquals(new int[] {3}, idx.dimensions());
            assertArrayEquals(VALUES, idx.values());
        }
    }

    @Test
    void anotherMagicNumber() throws IOException {
        refused(
                SmallData.idx(0x803, new int[] {3}, VALUES),
                "expected an IDX file of unsigned bytes in 1 dimensions (magic number 0x00000801), got 0x00000803");
        refused(
                SmallData.idx(0xd01, new int[] {3}, VALUES),
                "expected an IDX file of unsigned bytes in 1 dimensions (magic number 0x00000801), got 0x00000d01");
    }

    @Test
    void tooShort() throws IOException {
        byte[] content = SmallData.idx(VECTOR, new int[] {3}, VALUES);
        refused(Arrays.copyOf(content, 10), "expected 3 bytes after the header (3), got only 2");
        for (int length = 0; length < 8; length++) {
            refused(Arrays.copyOf(content, length), "expected a whole file, got one that ends too early");
        }
    }

    @Test
    void tooLong() throws IOException {
        refused(SmallData.idx(VECTOR, new int[] {2}, VALUES), "expected 2 bytes after the header (2), got more");
    }

    @Test
    void impossibleDimensions() throws IOException {
        refused(SmallData.idx(VECTOR, new int[] {0}, VALUES), "expected positive dimensions, got 0");
        refused(SmallData.idx(VECTOR, new int[] {-1}, VALUES), "expected positive dimensions, got -1");
    }

    /** Files that only claim to be large are refused before memory is taken. */
    @Test
    void hugeDimensions() throws IOException {
        Path file = write(
                "huge",
                SmallData.idx(0x803, new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE}, VALUES));
        InputException e = assertThrows(InputException.class, () -> IdxFile.read(file, 3));
        assertTrue(
                e.getMessage().startsWith(file + ": expected a file whose numbers take at most ")
                        && e.getMessage().endsWith(", got 2147483647 x 2147483647 x 2147483647"),
                e.getMessage());
    }

    @Test
    void damagedCompression() throws IOException {
        byte[] packed = SmallData.gzip(SmallData.idx(VECTOR, new int[] {3}, VALUES));
        byte[] flipped = packed.clone();
        flipped[packed.length - 5] ^= 1; // in the checksum
        assertRefused(write("flipped.gz", flipped), "expected a gzip file, got a damaged or another one: ");
        assertRefused(write("plain.gz", VALUES), "expected a ");
        for (int length = 0; length < packed.length; length++) {
            assertRefused(
                    write("short.gz", Arrays.copyOf(packed, length)),
                    "expected a whole file, got one that ends too early");
        }
    }

    @Test
    void noFile() {
        assertRefused(folder.resolve("missing"), "cannot be read: there is no such file or folder");
    }

    private void refused(byte[] content, String message) throws IOException {
        Path file = write("file", content);
        InputException e = assertThrows(InputException.class, () -> IdxFile.read(file, 1));
        assertEquals(file + ": " + message, e.getMessage());
    }

    private static void assertRefused(Path file, String beginning) {
        InputException e = assertThrows(InputException.class, () -> IdxFile.read(file, 1));
        assertTrue(e.getMessage().startsWith(file + ": " + beginning), e.getMessage());
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
