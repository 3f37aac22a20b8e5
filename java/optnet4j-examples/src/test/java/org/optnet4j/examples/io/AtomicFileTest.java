package org.optnet4j.examples.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void replacesTheContent() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.write(file, out -> out.write("long first content".getBytes()));
        AtomicFile.write(file, out -> {
            out.write("second".getBytes());
            out.close();
        });
        assertEquals("second", Files.readString(file));
        assertOnly("file");
    }

    @Test
    void aFailureLeavesTheOldContentAndNothingElse() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.write(file, out -> out.write("first".getBytes()));
        InputException e = assertThrows(
                InputException.class,
                () -> AtomicFile.write(file, out -> {
                    out.write("half".getBytes());
                    throw new IOException("disk full");
                }));
        assertTrue(e.getMessage().endsWith("cannot be written: disk full"), e.getMessage());
        assertEquals("first", Files.readString(file));
        assertOnly("file");
    }

    @Test
    void aLinkStaysAndWhatItPointsToIsReplaced() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path file = Files.writeString(elsewhere.resolve("file"), "first");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere", "file"));
        AtomicFile.write(link, out -> out.write("second".getBytes()));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("second", Files.readString(file));
    }

    @Test
    void aLinkToNothingIsRefusedAndStays() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("missing"));
        InputException e =
                assertThrows(InputException.class, () -> AtomicFile.write(link, out -> out.write("lost".getBytes())));
        assertTrue(e.getMessage().endsWith("link: cannot be written: there is no such file or folder"), e.getMessage());
        assertTrue(Files.isSymbolicLink(link));
        assertOnly("link");
    }

    /** A device is the same to Java, but one that is replaced by a file would be missing to the whole machine. */
    @Test
    void aPipeIsWrittenIntoAndStays() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(makePipe(pipe));
        // Open for both, so that neither end waits for the other.
        try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
            AtomicFile.write(pipe, out -> out.write("through".getBytes()));
            assertFalse(Files.isRegularFile(pipe));
            byte[] bytes = new byte["through".length()];
            reader.readFully(bytes);
            assertEquals("through", new String(bytes));
        }
        assertOnly("pipe");
    }

    private static boolean makePipe(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void assertOnly(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    name,
                    files.map(Path::getFileName)
                            .map(Path::toString)
                            .reduce((a, b) -> a + " " + b)
                            .orElse(""));
        }
    }
}
