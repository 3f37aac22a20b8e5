package org.optnet4j.examples.sudoku;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.training.DivergedException;

class SudokuRunTest {
    private static final Terminal NO_TERMINAL = new Terminal(false, 80);

    @TempDir
    private Path folder;

    private static RunRequest request(Path out, @Nullable Integer epochs, @Nullable String backend, boolean resume) {
        return resume
                ? new RunRequest(epochs, null, null, null, null, false, backend, out, true)
                : new RunRequest(epochs, 7L, 200, 50, 40, false, backend, out, false);
    }

    private static String run(RunRequest request, int threads) {
        return run(new MiniRequest(request, null), threads);
    }

    private static String run(MiniRequest request, int threads) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ForkJoinPool pool = new ForkJoinPool(threads);
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            assertTrue(new SudokuRun(request, "1.2.3", out, NO_TERMINAL)
                    .run(name -> QpSolver.builder().backend(name).pool(pool).build()));
        } finally {
            pool.shutdown();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String run(RunRequest request) {
        return run(request, 2);
    }

    /** Everything a run leaves behind that is not a time. */
    private static List<String> numbers(Path out) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        List<String> all = new ArrayList<>();
        for (String file : new String[] {"metrics.json", "checkpoint.json"}) {
            JsonNode tree = mapper.readTree(out.resolve(file).toFile());
            tree.get("epochs").forEach(epoch -> ((ObjectNode) epoch).remove("seconds"));
            all.add(tree.toString());
        }
        all.add(Files.readString(out.resolve("model.json")));
        return all;
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.examples.testing.AvailableBackends#names")
    void sameSeedAndBackEndSameBitsWithAnyNumberOfThreads(String backend) throws Exception {
        run(request(folder.resolve("one"), 2, backend, false), 1);
        run(request(folder.resolve("three"), 2, backend, false), 3);
        assertEquals(numbers(folder.resolve("one")), numbers(folder.resolve("three")));
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.examples.testing.AvailableBackends#names")
    void aRunInPiecesEndsWithTheNumbersOfAWholeOne(String backend) throws Exception {
        Path whole = folder.resolve("whole");
        Path pieces = folder.resolve("pieces");
        run(request(whole, 3, backend, false));
        run(request(pieces, 1, backend, false));
        run(request(pieces, 2, null, true));
        String last = run(request(pieces, 3, backend, true));
        assertTrue(last.contains("resumed after epoch 2"), last);
        assertEquals(numbers(whole), numbers(pieces));
    }

    @Test
    void aRunWithAHalfLifeInPiecesEndsWithTheNumbersOfAWholeOne() throws Exception {
        Path whole = folder.resolve("whole");
        Path pieces = folder.resolve("pieces");
        String first = run(new MiniRequest(request(whole, 3, "java", false), 1.5), 2);
        assertTrue(first.contains("batch 40, half-life 1.5, seed 7"), first);
        run(new MiniRequest(request(pieces, 1, "java", false), 1.5), 2);
        run(request(pieces, 3, "java", true));
        assertEquals(numbers(whole), numbers(pieces));
    }

    @Test
    void theLearningRateHalvesStepByStepOnHarderPuzzles() {
        TrainingSettings easy = new MiniRequest(request(folder, 1, "java", false), null).settings();
        assertEquals(1, easy.scale(1_000_000));
        RunRequest hardRun = new RunRequest(1, 7L, 200, 50, 60, true, "java", folder, false);
        TrainingSettings hard = new MiniRequest(hardRun, null).settings();
        assertEquals(4, hard.stepsPerEpoch());
        assertEquals(1, hard.scale(0));
        assertEquals(Math.sqrt(0.5), hard.scale(2), 1e-15);
        assertEquals(0.125, hard.scale(12));
        assertEquals(1, new MiniRequest(hardRun, 0.0).settings().scale(1_000_000));
    }

    @Test
    void aBatchLargerThanThereArePuzzlesIsAllOfThem() throws Exception {
        run(new RunRequest(2, 7L, 20, 5, 20, false, "java", folder.resolve("all"), false));
        run(new RunRequest(2, 7L, 20, 5, Integer.MAX_VALUE, false, "java", folder.resolve("more"), false));
        Checkpoint all = Checkpoint.read(folder.resolve("all").resolve("checkpoint.json"));
        Checkpoint more = Checkpoint.read(folder.resolve("more").resolve("checkpoint.json"));
        assertEquals(2, more.stepLosses().length);
        assertArrayEquals(all.stepLosses(), more.stepLosses());
    }

    /** Programs that are not solved count with a finite loss and teach nothing. */
    @Test
    void aTrainingWithoutAProgramThatCanBeSolvedKeepsItsCheckpoint() throws Exception {
        run(request(folder, 1, "java", false));
        Path file = folder.resolve("checkpoint.json");
        ObjectMapper mapper = new ObjectMapper();
        JsonNode tree = mapper.readTree(file.toFile());
        ArrayNode numbers = (ArrayNode) tree.findValue("A");
        for (int i = 0; i < numbers.size(); i++) {
            numbers.set(i, DoubleNode.valueOf(1e200));
        }
        mapper.writeValue(file.toFile(), tree);
        DivergedException e = assertThrows(DivergedException.class, () -> run(request(folder, 2, "java", true)));
        assertEquals(
                "training: expected quadratic programs that can be solved, got none of 250 in epoch 2; the checkpoint of"
                        + " epoch 1 is kept; try another --seed or a larger --batch, from the beginning",
                e.getMessage());
        Checkpoint kept = Checkpoint.read(file);
        assertEquals(1, kept.epochs().size());
        assertEquals(5, kept.stepLosses().length);
    }

    @Test
    void resumingAFinishedRunChangesNothing() throws Exception {
        run(request(folder, 2, "java", false));
        List<String> before = numbers(folder);
        Files.delete(folder.resolve("metrics.json"));
        run(request(folder, null, null, true));
        assertEquals(before, numbers(folder));
    }

    @Test
    void resumingBeforeTheFirstCheckpointStartsFromTheBeginning() throws Exception {
        RunRequest first = request(folder.resolve("a"), 1, "java", false);
        run(first);
        RunRequest resumed = new RunRequest(1, 7L, 200, 50, 40, false, "java", folder.resolve("b"), true);
        String out = run(resumed);
        assertTrue(out.contains("starting from the beginning"), out);
        assertEquals(numbers(folder.resolve("a")), numbers(folder.resolve("b")));
    }

    @Test
    void aNewRunLeavesNothingOfTheOldOne() throws Exception {
        run(request(folder, 2, "java", false));
        List<String> before = numbers(folder);
        Path comparison = Files.createFile(folder.resolve("models.png"));
        run(new RunRequest(1, 8L, 200, 50, 40, false, "java", folder, false));
        assertNotEquals(before, numbers(folder));
        assertFalse(Files.exists(comparison));
        assertEquals(
                1, Checkpoint.read(folder.resolve("checkpoint.json")).epochs().size());
    }

    @Test
    void otherSettingsThanTheCheckpointsAreAnError() {
        run(request(folder, 2, "java", false));
        assertRefused(
                "--seed: expected 7, with which the run",
                new RunRequest(null, 8L, null, null, null, false, null, folder, true));
        assertRefused(
                "--train: expected 200, with", new RunRequest(null, null, 201, null, null, false, null, folder, true));
        assertRefused(
                "--test: expected 50, with", new RunRequest(null, null, null, 51, null, false, null, folder, true));
        assertRefused(
                "--batch: expected 40, with", new RunRequest(null, null, null, null, 41, false, null, folder, true));
        assertRefused(
                "--hard: expected false, with", new RunRequest(null, null, null, null, null, true, null, folder, true));
        assertRefused("--half-life: expected 0.0, with", new MiniRequest(request(folder, null, null, true), 1.0));
        assertRefused(
                "--epochs: expected at least 2, which",
                new RunRequest(1, null, null, null, null, false, null, folder, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"format\":1}",
                "{\"unknown\":1}",
                "not json",
            })
    void aBrokenCheckpointIsAnError(String content) throws Exception {
        Files.writeString(folder.resolve("checkpoint.json"), content);
        assertRefused("checkpoint.json: expected a checkpoint", request(folder, 2, "java", true));
    }

    @Test
    void aCheckpointOfAnotherFormatIsAnError() throws Exception {
        run(request(folder, 1, "java", false));
        Path file = folder.resolve("checkpoint.json");
        String good = Files.readString(file);
        Files.writeString(file, good.replace("\"format\":1", "\"format\":99"));
        assertRefused("got format 99", request(folder, 2, "java", true));
        Files.writeString(file, good.replaceFirst("\"logZ0\":\\[[^,]*,", "\"logZ0\":["));
        assertRefused("parts of other sizes", request(folder, 2, "java", true));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2})
    void aCheckpointThatKeptNoFinishedEpochIsAnError(int kept) throws Exception {
        run(request(folder, 1, "java", false));
        Path file = folder.resolve("checkpoint.json");
        Files.writeString(file, Files.readString(file).replace("\"keptEpoch\":1", "\"keptEpoch\":" + kept));
        assertRefused(
                "checkpoint.json: keptEpoch: expected a number from 1 to 1, the epochs that were finished, got " + kept,
                request(folder, null, null, true));
    }

    private void assertRefused(String expected, RunRequest request) {
        assertRefused(expected, new MiniRequest(request, null));
    }

    private void assertRefused(String expected, MiniRequest request) {
        InputException e = assertThrows(InputException.class, () -> run(request, 2));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    @Test
    void metricsAreAsSpecified() throws Exception {
        run(request(folder, 2, "java", false));
        JsonNode metrics =
                new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
        assertEquals("1.2.3", metrics.get("version").asText());
        assertEquals("java", metrics.get("backend").asText());
        assertEquals(7, metrics.get("seed").asLong());
        assertEquals(0, metrics.get("unsolved").asLong());
        assertEquals(2, metrics.get("epochs").size());
        double lowest = Double.POSITIVE_INFINITY;
        int lowestEpoch = 0;
        int number = 1;
        for (JsonNode epoch : metrics.get("epochs")) {
            List<String> names = new ArrayList<>();
            epoch.fieldNames().forEachRemaining(names::add);
            assertEquals(
                    List.of("epoch", "trainLoss", "trainBoardError", "testLoss", "testBoardError", "seconds"), names);
            assertEquals(number++, epoch.get("epoch").asInt());
            for (String error : new String[] {"trainBoardError", "testBoardError"}) {
                assertTrue(epoch.get(error).asDouble() >= 0 && epoch.get(error).asDouble() <= 1);
            }
            assertTrue(epoch.get("seconds").asDouble() > 0);
            if (epoch.get("trainLoss").asDouble() < lowest) {
                lowest = epoch.get("trainLoss").asDouble();
                lowestEpoch = epoch.get("epoch").asInt();
            }
        }
        assertEquals(lowestEpoch, metrics.get("keptEpoch").asInt());
    }

    @Test
    void theKeptModelHasTheErrorsOfItsEpoch() throws Exception {
        run(request(folder, 3, "java", false));
        Checkpoint end = Checkpoint.read(folder.resolve("checkpoint.json"));
        EpochMetrics kept = end.epochs().get(end.keptEpoch() - 1);
        EncodedPuzzles train = new EncodedPuzzles(end.settings().puzzles().train());
        int[] all = IntStream.range(0, train.size()).toArray();
        try (QpSolver solver = QpSolver.builder().backend("java").build();
                var pass = new SudokuModel(solver, end.kept()).forward(train.minusGivens(all, 0, train.size()))) {
            BatchScore score = BatchScore.of(Grid.MINI, pass.solution(), train.solutions(all, 0, train.size()));
            assertEquals(kept.trainLoss(), score.loss(), 1e-12);
            assertEquals(kept.trainBoardError(), score.wrongBoards() / 200.0);
        }
    }

    /**
     * To the bit, or not for long: the training is chaotic (Adam makes a step of 0.1 out of the sign of a gradient that is
     * almost zero), so that a difference in the last bits would part two back ends within ten steps.
     */
    @ParameterizedTest
    @MethodSource("org.optnet4j.examples.testing.AvailableBackends#names")
    void everyBackEndFollowsTheSameCurve(String backend) {
        double[] expected = stepLosses("java");
        double[] actual = stepLosses(backend);
        assertEquals(30, expected.length);
        assertArrayEquals(expected, actual);
    }

    private double[] stepLosses(String backend) {
        Path out = folder.resolve(backend);
        run(new RunRequest(3, 1L, 1500, 10, 150, false, backend, out, false));
        return Checkpoint.read(out.resolve("checkpoint.json")).stepLosses();
    }

    @Test
    void theLearningCurveIsAPicture() throws Exception {
        run(request(folder, 1, "java", false));
        BufferedImage picture =
                ImageIO.read(folder.resolve("learning-curve.png").toFile());
        assertTrue(picture.getWidth() > 800 && picture.getHeight() > 300);
    }

    @Test
    void theTrainingLearns() {
        run(new RunRequest(4, 3L, 1500, 200, 150, false, "auto", folder, false));
        List<EpochMetrics> epochs =
                Checkpoint.read(folder.resolve("checkpoint.json")).epochs();
        assertTrue(epochs.get(3).testLoss() < 0.5 * epochs.get(0).testLoss(), epochs.toString());
    }
}
