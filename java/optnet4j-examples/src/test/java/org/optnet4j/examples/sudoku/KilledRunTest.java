package org.optnet4j.examples.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.examples.testing.AvailableBackends;
import org.optnet4j.examples.testing.TestSeed;

/** A run in a JVM of its own, killed without warning again and again, ends with the numbers of one left in peace. */
class KilledRunTest {
    private static final int KILLS = 4;
    private static final String MINI = "--seed 5 --train 300 --test 60 --batch 30 --epochs 30 --backend java";
    private static final String LARGE =
            "--size 9 --seed 5 --train 12 --test 1 --batch 2 --equalities 6 --scale-steps 0.01"
                    + " --epoch-steps 5 --epochs 2 --checkpoint-steps 1 --backend ";

    private final long seed = TestSeed.next();

    @TempDir
    private Path folder;

    private Process start(Path out, String settings, boolean resume) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String library = System.getProperty("optnet4j.native.path");
        if (library != null) {
            command.add("-Doptnet4j.native.path=" + library);
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "org.optnet4j.examples.cli.Main",
                "sudoku",
                "--out",
                out.toString()));
        command.addAll(List.of(settings.split(" ")));
        if (resume) {
            command.add("--resume");
        }
        File log = folder.resolve("log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private static List<String> numbers(Path out) throws Exception {
        JsonNode metrics =
                new ObjectMapper().readTree(out.resolve("metrics.json").toFile());
        metrics.get("epochs").forEach(epoch -> ((ObjectNode) epoch).remove("seconds"));
        return List.of(metrics.toString(), Files.readString(out.resolve("model.json")));
    }

    /** Large ones on every back end: of these, {@code java} is the one that does not smooth. */
    static Stream<String> runs() {
        return Stream.concat(Stream.of(MINI), AvailableBackends.names().map(backend -> LARGE + backend));
    }

    @ParameterizedTest
    @MethodSource("runs")
    @Timeout(120)
    void killedAndResumed(String settings) throws Exception {
        Path peaceful = folder.resolve("peaceful");
        assertEquals(0, start(peaceful, settings, false).waitFor(), log());

        Path killed = folder.resolve("killed");
        SplittableRandom random = new SplittableRandom(seed);
        int kills = 0;
        boolean resume = false;
        for (int i = 0; i < KILLS; i++) {
            Process process = start(killed, settings, resume);
            resume = true;
            // From the start of the JVM, over the first checkpoint, to the middle of some epoch.
            if (!process.waitFor(random.nextInt(300, 1500), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                kills++;
            }
            process.waitFor();
        }
        assertEquals(0, start(killed, settings, true).waitFor(), log());
        assertTrue(kills > 0, "seed " + seed + ": every run was over before it was killed");
        assertEquals(numbers(peaceful), numbers(killed), "seed " + seed);
        try (Stream<Path> files = Files.list(killed)) {
            List<String> finished = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".tmp"))
                    .sorted()
                    .toList();
            List<String> expected =
                    new ArrayList<>(List.of("checkpoint.json", "learning-curve.png", "metrics.json", "model.json"));
            if (settings.startsWith(LARGE)) {
                expected.add(1, "error-by-givens.png");
            }
            assertEquals(expected, finished);
        }
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("log"));
    }
}
