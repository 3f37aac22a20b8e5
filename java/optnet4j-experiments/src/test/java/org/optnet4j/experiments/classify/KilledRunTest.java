package org.optnet4j.experiments.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.experiments.testing.CommandProcess;
import org.optnet4j.experiments.testing.TestSeed;

/** An experiment in a JVM of its own, killed without warning again and again, ends with the numbers of one left in peace. */
class KilledRunTest {
    private static final int KILLS = 3;

    private final long seed = TestSeed.next();

    @TempDir
    private Path folder;

    @Test
    @Timeout(300)
    void killedAndResumed() throws Exception {
        SmallData.write(folder.resolve("data"), 600, 50);
        assertEquals(0, start("peaceful", false).waitFor(), log());

        Random random = new Random(seed);
        int kills = 0;
        boolean resume = false;
        for (int i = 0; i < KILLS; i++) {
            Process process = start("killed", resume);
            resume = true;
            // Some time after the next checkpoint is there, which is to say anywhere in an epoch.
            Path checkpoint = folder.resolve("killed/optnet-seed3.checkpoint.zip");
            long before = Files.exists(checkpoint)
                    ? Files.getLastModifiedTime(checkpoint).toMillis()
                    : 0;
            while (process.isAlive()
                    && !(Files.exists(checkpoint)
                            && Files.getLastModifiedTime(checkpoint).toMillis() > before)) {
                Thread.sleep(20);
            }
            if (!process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                kills++;
            }
            process.waitFor();
        }
        assertEquals(0, start("killed", true).waitFor(), log());
        assertTrue(kills > 0, "seed " + seed + ": every run was over before it was killed");
        assertEquals(numbers("peaceful"), numbers("killed"), "seed " + seed);
    }

    private Process start(String out, boolean resume) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "classify",
                "--data",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve(out).toString(),
                "--model",
                "optnet",
                "--seed",
                "3",
                "--epochs",
                "8",
                "--backend",
                "java"));
        if (resume) {
            command.add("--resume");
        }
        return CommandProcess.start(folder.resolve("log"), command);
    }

    private String numbers(String out) {
        return JsonFiles.read(folder.resolve(out + "/metrics.json"), Metrics.class, "metrics")
                .toString()
                .replaceAll(", seconds=[^]]*", "");
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("log"));
    }
}
