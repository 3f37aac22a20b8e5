package org.optnet4j.experiments.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.backend.BackendUnavailableException;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.training.DivergedException;

/** Small runs of the experiment: the same bits again, interrupted or not, and learning. */
class ClassifyRunTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void writeData() throws IOException {
        SmallData.write(folder.resolve("data"), 200, 50);
    }

    @Test
    void learnsAndWritesWhatItFound() throws IOException {
        run("a", 4, List.of(1L), false);
        Metrics metrics = metrics("a");
        assertEquals(2, metrics.runs().size());
        for (Metrics.Run run : metrics.runs()) {
            assertEquals(4, run.epochs().size());
            EpochMetrics first = run.epochs().get(0);
            EpochMetrics last = run.epochs().get(3);
            assertTrue(last.trainLoss() < first.trainLoss(), run.settings().name());
            assertEquals(0, last.unsolved());
        }
        assertTrue(Files.size(folder.resolve("a/learning-curves.png")) > 1000);
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("data: 200 training and 50 test images, batch 32, back end java, threads 1"), text);
        assertTrue(text.contains("optnet-seed1  epoch   4"), text);
    }

    @Test
    void sameSeedSameBits() throws IOException {
        run("a", 2, List.of(1L), false);
        run("b", 2, List.of(1L), false);
        run("c", 2, List.of(2L), false);
        assertEquals(numbers("a"), numbers("b"));
        assertNotEquals(numbers("a"), numbers("c"));
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        run("whole", 4, List.of(1L, 2L), false);
        run("parts", 1, List.of(1L), false);
        run("parts", 3, List.of(2L), true); // in addition to seed 1
        run("parts", 4, null, true);
        assertEquals(numbers("whole"), numbers("parts"));
    }

    @Test
    void doesNotMixRunsOfDifferentLengths() throws IOException {
        run("a", 2, List.of(1L), false);
        Map<String, byte[]> before = files("a");
        InputException e = assertThrows(InputException.class, () -> run("a", 1, List.of(2L), true));
        assertTrue(e.getMessage().startsWith("--epochs: expected at least 2, which a run in "), e.getMessage());
        files("a").forEach((name, content) -> assertArrayEquals(before.get(name), content, name));
    }

    @Test
    void startsOverWithoutResume() throws IOException {
        run("a", 3, List.of(1L), false);
        run("a", 1, List.of(1L), false);
        assertEquals(1, metrics("a").runs().get(0).epochs().size());
    }

    @Test
    void refusedRunLeavesTheEarlierOne() throws IOException {
        run("a", 1, List.of(1L), false);
        Map<String, byte[]> before = files("a");
        ClassifyRequest bad = request("a", 1, List.of(1L), false, "abacus");
        assertThrows(BackendUnavailableException.class, () -> execute(bad));
        Map<String, byte[]> after = files("a");
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, content) -> assertArrayEquals(content, after.get(name), name));
    }

    @Test
    void aTrainingThatDivergesKeepsItsLastGoodCheckpoint() throws IOException {
        run("a", 1, List.of(1L), false);
        Path file = folder.resolve("a/fc-seed1.checkpoint.zip");
        Checkpoint good = Checkpoint.read(file);
        RunSettings was = good.state().settings();
        RunSettings steep = new RunSettings(
                was.model(),
                was.start(),
                was.seed(),
                was.batch(),
                1e30,
                was.trainImages(),
                was.testImages(),
                was.data(),
                was.backend(),
                was.threads());
        new Checkpoint(steep, good.state().epochs(), good.network(), good.adam()).write(file);
        Path plan = folder.resolve("a/plan.json");
        String text = Files.readString(plan);
        assertTrue(text.contains("\"learningRate\" : 0.001") || text.contains("\"learningRate\":0.001"), text);
        Files.writeString(
                plan, text.replace("0.001", "1e30").replaceAll("\"models\"\\s*:\\s*\\[[^]]*]", "\"models\":[\"fc\"]"));
        byte[] before = Files.readAllBytes(file);
        DivergedException e = assertThrows(DivergedException.class, () -> run("a", 3, null, true));
        assertTrue(e.getMessage().startsWith("fc-seed1: expected a finite training loss, got "), e.getMessage());
        assertTrue(e.getMessage().contains(" in epoch 2 at step "), e.getMessage());
        assertTrue(e.getMessage().contains("try a smaller --lr"), e.getMessage());
        assertArrayEquals(before, Files.readAllBytes(file));
        assertEquals(1, metrics("a").runs().get(0).epochs().size());
    }

    @Test
    void whatTheLastStepDidIsSeenInTheTestLoss() {
        ClassifyRequest steep = new ClassifyRequest(
                folder.resolve("data"),
                List.of(Classifier.fc),
                null,
                1,
                null,
                1000,
                1e30,
                null,
                "java",
                null,
                folder.resolve("a"),
                false);
        DivergedException e = assertThrows(DivergedException.class, () -> execute(steep));
        assertTrue(e.getMessage().startsWith("fc-seed1: expected a finite test loss, got "), e.getMessage());
        assertTrue(e.getMessage().contains(" in epoch 1 at step 1;"), e.getMessage());
        assertFalse(Files.exists(folder.resolve("a/fc-seed1.checkpoint.zip")));
    }

    @Test
    void aSeedGivenTwiceIsRefused() {
        InputException e = assertThrows(InputException.class, () -> run("a", 1, List.of(3L, 1L, 3L), false));
        assertEquals("--seeds: expected each seed once, got [3, 1, 3]", e.getMessage());
        assertFalse(Files.exists(folder.resolve("a")));
    }

    @Test
    void optionsThatContradictThePlan() {
        run("a", 1, List.of(1L), false);
        ClassifyRequest request = request("a", 2, null, true);
        ClassifyRequest other = new ClassifyRequest(
                request.data(), null, null, 2, null, 16, null, null, null, null, request.out(), true);
        InputException e = assertThrows(InputException.class, () -> execute(other));
        assertEquals(
                "--batch: expected 32, with which the run in " + folder.resolve("a")
                        + " was started, got 16 (to start over, leave out --resume)",
                e.getMessage());
    }

    @Test
    void otherImagesThanBefore() throws IOException {
        run("a", 1, List.of(1L), false);
        SmallData.write(folder.resolve("data"), 210, 50);
        InputException e = assertThrows(InputException.class, () -> run("a", 2, null, true));
        assertTrue(e.getMessage().contains("optnet-seed1.checkpoint.zip: expected a checkpoint with "), e.getMessage());
    }

    @Test
    void damagedCheckpoints() throws IOException {
        run("a", 1, List.of(1L), false);
        Path checkpoint = folder.resolve("a/optnet-seed1.checkpoint.zip");
        byte[] content = Files.readAllBytes(checkpoint);
        for (int length : new int[] {0, 10, content.length / 2, content.length - 1}) {
            Files.write(checkpoint, java.util.Arrays.copyOf(content, length));
            InputException e = assertThrows(InputException.class, () -> run("a", 2, null, true));
            assertTrue(e.getMessage().startsWith(checkpoint + ": expected a checkpoint, got "), e.getMessage());
        }
        byte[] flipped = content.clone();
        flipped[content.length / 2] ^= 1;
        Files.write(checkpoint, flipped);
        InputException e = assertThrows(InputException.class, () -> run("a", 2, null, true));
        assertTrue(e.getMessage().startsWith(checkpoint + ": expected a checkpoint, got a damaged "), e.getMessage());
    }

    private void run(String out, int epochs, List<Long> seeds, boolean resume) {
        execute(request(out, epochs, seeds, resume));
    }

    private void execute(ClassifyRequest request) {
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        new ClassifyRun(request, "test", stream, new Terminal(false, 80)).run();
    }

    private ClassifyRequest request(String out, int epochs, List<Long> seeds, boolean resume) {
        return request(out, epochs, seeds, resume, resume ? null : "java");
    }

    private ClassifyRequest request(String out, int epochs, List<Long> seeds, boolean resume, String backend) {
        Integer batch = resume ? null : 32;
        return new ClassifyRequest(
                folder.resolve("data"),
                null,
                null,
                epochs,
                seeds,
                batch,
                null,
                null,
                backend,
                null,
                folder.resolve(out),
                resume);
    }

    private Map<String, byte[]> files(String out) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve(out))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private Metrics metrics(String out) {
        return JsonFiles.read(folder.resolve(out + "/metrics.json"), Metrics.class, "metrics");
    }

    /** Everything measured, but not how long it took. */
    private String numbers(String out) {
        return metrics(out).toString().replaceAll(", seconds=[^]]*", "");
    }
}
