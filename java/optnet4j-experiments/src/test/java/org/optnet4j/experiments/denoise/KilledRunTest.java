package org.optnet4j.experiments.denoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.experiments.testing.CommandProcess;
import org.optnet4j.experiments.testing.TestSeed;

/** A run in a JVM of its own, killed without warning again and again, ends with the numbers of one left in peace. */
class KilledRunTest {
    private static final int KILLS = 2;
    private static final List<String> SETTINGS = List.of(
            "--model",
            "optnet-tv,learn-d",
            "--seed",
            "5",
            "--train",
            "60",
            "--test",
            "10",
            "--batch",
            "20",
            "--epochs",
            "15",
            "--length",
            "12",
            "--backend",
            "java");

    private final long seed = TestSeed.next();

    @TempDir
    private Path folder;

    private Process start(Path out, boolean resume) throws Exception {
        List<String> command = new ArrayList<>(List.of("denoise", "--out", out.toString()));
        command.addAll(SETTINGS);
        if (resume) {
            command.add("--resume");
        }
        return CommandProcess.start(folder.resolve("log"), command);
    }

    private static String numbers(Path out) throws Exception {
        JsonNode metrics =
                new ObjectMapper().readTree(out.resolve("metrics.json").toFile());
        metrics.findParents("seconds").forEach(parent -> ((ObjectNode) parent).remove("seconds"));
        return metrics.toString();
    }

    @Test
    @Timeout(600)
    void killedAndResumed() throws Exception {
        Path peaceful = folder.resolve("peaceful");
        assertEquals(0, start(peaceful, false).waitFor(), log());

        Path killed = folder.resolve("killed");
        SplittableRandom random = new SplittableRandom(seed);
        int kills = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = start(killed, i > 0);
            // From the start of the JVM to the middle of some epoch.
            if (!process.waitFor(random.nextInt(300, 1500), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                kills++;
            }
            process.waitFor();
        }
        assertEquals(0, start(killed, true).waitFor(), log());
        assertTrue(kills > 0, "seed " + seed + ": every run was over before it was killed");
        assertEquals(numbers(peaceful), numbers(killed), "seed " + seed);
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("log"));
    }
}
