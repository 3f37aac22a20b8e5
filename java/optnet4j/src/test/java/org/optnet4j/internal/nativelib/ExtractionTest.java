package org.optnet4j.internal.nativelib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ExtractionTest {

    private static final int PROCESSES = 3;
    private static final int ROUNDS = 20;

    @TempDir
    Path folder;

    @Test
    void processesExtractingAtOnceNeverSeeAHalfWrittenFile() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        FakePackage packaged = FakePackage.create(folder.resolve("jar"), bytes);
        Path cache = folder.resolve("cache");
        Path start = folder.resolve("start");

        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(ChildJvm.start(
                    List.of(), Rival.class, packaged.root().toString(), cache.toString(), start.toString()));
        }
        Files.createFile(start);

        for (Process process : processes) {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals("done", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        Path file = cache.toRealPath().resolve("rivals/liboptnet4j.so");
        assertArrayEquals(bytes, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    /** Extracts, checks and spoils the file again and again, as long as the other processes do. */
    static final class Rival {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            ClassLoader loader = new FakePackage(Path.of(arguments[0]), Path.of(""), Path.of("")).classLoader();
            PackagedLibrary library = PackagedLibrary.find(loader, Platform.LINUX_X86_64, "liboptnet4j.so");
            while (!Files.exists(Path.of(arguments[2]))) {
                Thread.sleep(1);
            }
            for (int round = 0; round < ROUNDS; round++) {
                Path folder = PrivateFolder.open(Path.of(arguments[1]), "rivals");
                Path file = Extraction.into(folder, library);
                // A file that another process is writing to must never have the name of the library.
                long size = Files.size(file);
                if (size != 3_000_000) {
                    throw new AssertionError("saw " + size + " bytes");
                }
                if (round % 2 == 0) {
                    Path spoilt = Files.write(Files.createTempFile(folder, "spoilt", ""), new byte[3_000_000]);
                    Files.move(spoilt, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                }
            }
            Extraction.into(PrivateFolder.open(Path.of(arguments[1]), "rivals"), library);
            System.out.println("done");
        }
    }
}
