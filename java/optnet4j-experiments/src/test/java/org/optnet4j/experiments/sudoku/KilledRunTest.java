package org.optnet4j.experiments.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.examples.sudoku.RunRequest;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.experiments.testing.CommandProcess;
import org.optnet4j.experiments.testing.TestSeed;

/** A run in a JVM of its own, killed without warning in the middle, ends with the numbers of one left in peace. */
class KilledRunTest {
    private static final int EPOCHS = 10;

    private final long seed = TestSeed.next();

    @TempDir
    private Path folder;

    private static void runHere(Path out, boolean resume) {
        RunRequest run = new RunRequest(EPOCHS, 5L, 400, 20, 20, false, null, out, resume);
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        new ConvRun(new ConvRequest(run, 8, null, 1, null), "0.1.0", nowhere, new Terminal(false, 80)).run();
    }

    private Process runThere(Path out) throws Exception {
        return CommandProcess.start(
                folder.resolve("log"),
                List.of(
                        "sudoku",
                        "--model",
                        "conv",
                        "--out",
                        out.toString(),
                        "--epochs",
                        Integer.toString(EPOCHS),
                        "--seed",
                        "5",
                        "--train",
                        "400",
                        "--test",
                        "20",
                        "--batch",
                        "20",
                        "--channels",
                        "8",
                        "--threads",
                        "1"));
    }

    @Test
    @Timeout(240)
    void killedAndResumed() throws Exception {
        Path killed = folder.resolve("killed");
        Process process = runThere(killed);
        while (process.isAlive() && !Files.exists(killed.resolve("metrics.json"))) {
            Thread.sleep(5);
        }
        // To the middle of some epoch, or of writing its checkpoint.
        boolean over = process.waitFor(new SplittableRandom(seed).nextInt(200), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        String log = Files.readString(folder.resolve("log"));
        assertFalse(over, () -> "seed " + seed + ": the run was over before it was killed\n" + log);
        int done = ConvCheckpoint.readState(killed.resolve("checkpoint.zip"))
                .epochs()
                .size();
        assertTrue(done > 0 && done < EPOCHS, "seed " + seed + ": " + done);

        runHere(killed, true);
        runHere(folder.resolve("peaceful"), false);
        assertEquals(ConvRunTest.numbers(folder.resolve("peaceful")), ConvRunTest.numbers(killed), "seed " + seed);
    }
}
