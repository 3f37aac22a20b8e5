package org.optnet4j.examples.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
