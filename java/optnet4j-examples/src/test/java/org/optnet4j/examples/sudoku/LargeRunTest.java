package org.optnet4j.examples.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.Precision;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.terminal.Terminal;

/** Runs of the machinery for large boards, on small ones where that is enough. */
class LargeRunTest {
    private static final Terminal NO_TERMINAL = new Terminal(false, 80);

    @TempDir
    private Path folder;

    private static RunRequest tiny(Path out, int epochs, String backend) {
        return new RunRequest(epochs, 7L, 24, 10, 5, false, backend, out, false);
    }

    private static RunRequest resumed(Path out, @Nullable Integer epochs) {
        return new RunRequest(epochs, null, null, null, null, false, null, out, true);
    }

    private static LargeRequest request(RunRequest run) {
        return run.resume()
                ? new LargeRequest(run, Grid.MINI, null, null, null, null, null, null)
                : new LargeRequest(run, Grid.MINI, 12, null, 0.01, 5, null, 2);
    }

    private static String run(LargeRequest request, int threads) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ForkJoinPool pool = new ForkJoinPool(threads);
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            assertTrue(new LargeRun(request, "1.2.3", out, NO_TERMINAL)
                    .run((name, settings) -> QpSolver.builder()
                            .backend(name)
                            .settings(settings)
                            .pool(pool)
                            .build()));
        } finally {
            pool.shutdown();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String run(RunRequest run) {
        return run(request(run), 2);
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
    void aRunInPiecesEndsWithTheNumbersOfAWholeOneWithAnyNumberOfThreads(String backend) throws Exception {
        Path whole = folder.resolve("whole");
        Path pieces = folder.resolve("pieces");
        run(request(tiny(whole, 3, backend)), 1);
        run(request(tiny(pieces, 1, backend)), 3);
        String last = run(resumed(pieces, 3));
        assertTrue(last.contains("resumed after epoch 1 and 0 steps"), last);
        assertEquals(numbers(whole), numbers(pieces));
    }

    /** Every checkpoint that is written on the way, between the steps of an epoch too, leads to the same end. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.examples.testing.AvailableBackends#names")
    void goingOnFromAnyCheckpointEndsWithTheSameNumbers(String backend) throws Exception {
        Path whole = folder.resolve("whole");
        run(tiny(whole, 3, backend));
        LargeSettings settings = request(tiny(whole, 3, backend)).settings();
        LargePuzzleSet puzzles = settings.puzzles();
        List<LargeCheckpoint> checkpoints = new ArrayList<>();
        try (SmoothedSolvers solvers = new SmoothedSolvers(
                of -> QpSolver.builder().backend(backend).settings(of).build())) {
            LargeCheckpoint first = LargeTraining.start(settings, 3, puzzles, solvers, NO_TERMINAL);
            LargeTraining training = new LargeTraining(first, puzzles, solvers);
            training.finishEpoch(2, checkpoints::add, NO_TERMINAL);
            training.finishEpoch(3, checkpoints::add, NO_TERMINAL);
        }
        assertEquals(3, checkpoints.size());
        for (LargeCheckpoint checkpoint : checkpoints) {
            Path out = folder.resolve("resumed" + checkpoint.stepLosses().length);
            Files.createDirectories(out);
            JsonFiles.write(out.resolve("checkpoint.json"), checkpoint);
            int done = checkpoint.epochs().size();
            if (done > 0) {
                assertRefused("--epochs: expected at least " + (done + 1) + ", which", request(resumed(out, done)));
            }
            String text = run(resumed(out, null));
            assertTrue(text.contains(" steps from "), text);
            assertEquals(numbers(whole), numbers(out));
        }
    }

    @Test
    void anotherNumberOfEpochsIsKeptAlsoIfTheRunIsStoppedAtOnce() {
        run(tiny(folder, 1, "java"));
        PrintStream stopping = new PrintStream(new ByteArrayOutputStream()) {
            @Override
            public void println(String line) {
                if (line.startsWith("resumed after epoch 1")) {
                    throw new IllegalStateException("stopped");
                }
            }
        };
        LargeRun resumed = new LargeRun(request(resumed(folder, 3)), "1.2.3", stopping, NO_TERMINAL);
        assertThrows(
                IllegalStateException.class,
                () -> resumed.run((name, settings) ->
                        QpSolver.builder().backend("java").settings(settings).build()));
        assertEquals(
                3,
                LargeCheckpoint.read(folder.resolve("checkpoint.json"), Grid.MINI)
                        .plannedEpochs());
    }

    /** What a later version has for a default does not change a run that has begun. */
    @Test
    void theScheduleIsThatOfTheCheckpoint() throws Exception {
        run(tiny(folder, 1, "java"));
        Path file = folder.resolve("checkpoint.json");
        Files.writeString(file, Files.readString(file).replace("\"rateTo\":0.001", "\"rateTo\":0.004"));
        run(resumed(folder, 2));
        LargeEpoch last = LargeCheckpoint.read(file, Grid.MINI).epochs().get(1);
        assertEquals(0.015 * Math.sqrt(0.004 / 0.015), last.plan().rate(), 1e-15);
    }

    @Test
    void aCheckpointOfAnotherFormatIsAnError() throws Exception {
        run(tiny(folder, 1, "java"));
        ObjectMapper mapper = new ObjectMapper();
        Path file = folder.resolve("checkpoint.json");
        ObjectNode tree = (ObjectNode) mapper.readTree(file.toFile());
        tree.put("format", 1);
        ((ObjectNode) tree.get("settings")).remove("schedule");
        mapper.writeValue(file.toFile(), tree);
        assertRefused(
                "checkpoint.json: expected a checkpoint of format 2, got format 1, of another version of OptNet4J",
                request(resumed(folder, 2)));
    }

    @Test
    void aCheckpointWithoutTheLossOfEachStepIsAnError() throws Exception {
        run(tiny(folder, 1, "java"));
        Path file = folder.resolve("checkpoint.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\"stepLosses\":\\[[^,]*,", "\"stepLosses\":["));
        assertRefused(
                "checkpoint.json: stepLosses: expected the losses of 5 steps, got 4", request(resumed(folder, 2)));
    }

    @Test
    void metricsAreAsSpecified() throws Exception {
        String text = run(tiny(folder, 2, "java"));
        assertTrue(
                text.startsWith(
                        "4x4 Sudoku: 24 training boards and 10 test puzzles, batch 5, 12 equalities, start random,"
                                + " schedule of 10 steps, seed 7, back end java, float64\ntrue rules "),
                text);
        assertTrue(text.contains("epoch   1   rate 0.0224, smoothing 0.032, 3 to 10 holes   training loss"), text);
        assertTrue(text.contains("boards wrong, true rules"), text);
        JsonNode metrics =
                new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
        assertEquals("1.2.3", metrics.get("version").asText());
        assertEquals(4, metrics.get("settings").get("size").asInt());
        assertEquals(24, metrics.get("settings").get("run").get("train").asInt());
        assertEquals(4, metrics.get("settings").get("schedule").get("phases").size());
        assertEquals(2, metrics.get("epochs").size());
        JsonNode ceiling = metrics.get("ceiling");
        assertEquals(0, ceiling.get("boardError").asDouble());
        for (JsonNode epoch : metrics.get("epochs")) {
            List<String> names = new ArrayList<>();
            epoch.fieldNames().forEachRemaining(names::add);
            assertEquals(
                    List.of("epoch", "plan", "trainLoss", "trainCellError", "trainBoardError", "test", "seconds"),
                    names);
            int boards = 0;
            for (JsonNode band : epoch.get("test").get("byGivens")) {
                assertEquals(
                        band.get("fewestGivens").asInt() + 4,
                        band.get("mostGivens").asInt());
                boards += band.get("boards").asInt();
            }
            assertEquals(10, boards);
        }
    }

    @Test
    void thePicturesAreDrawn() throws Exception {
        run(tiny(folder, 2, "java"));
        for (String name : new String[] {"learning-curve.png", "error-by-givens.png"}) {
            BufferedImage picture = ImageIO.read(folder.resolve(name).toFile());
            assertTrue(picture.getWidth() > 800 && picture.getHeight() > 300, name);
        }
    }

    @Test
    void theTrainingLearns() {
        RunRequest run = new RunRequest(5, 3L, 200, 20, 20, false, "auto", folder, false);
        run(new LargeRequest(run, Grid.MINI, null, Start.random, 0.5, 100, null, null), 2);
        LargeCheckpoint end = LargeCheckpoint.read(folder.resolve("checkpoint.json"), Grid.MINI);
        assertTrue(
                end.epochs().get(4).test().loss() < 0.2 * end.start().loss(),
                end.epochs().toString());
    }

    @Test
    void theDefaultIsTheWholeScheduleFromARandomStart() {
        RunRequest nothing = new RunRequest(null, null, null, null, null, false, null, null, false);
        LargeRequest request = new LargeRequest(nothing, Grid.FULL, null, null, null, null, null, null);
        LargeSettings settings = request.settings();
        assertEquals(new RunSettings(1, 32000, 200, 32, false), settings.run());
        assertEquals(248, settings.equalities());
        assertEquals(19, request.epochs(settings));
        LargeRequest longer = new LargeRequest(nothing, Grid.FULL, null, null, 1.05, null, null, null);
        assertEquals(20, longer.epochs(longer.settings()));
        LargeRequest oneEpoch = new LargeRequest(nothing, Grid.FULL, null, null, null, 31_250_000, null, null);
        assertEquals(1, oneEpoch.epochs(oneEpoch.settings()));
    }

    @Test
    void theDataStartIsAtTheCeiling() {
        RunRequest run = new RunRequest(1, 3L, 200, 20, 100, false, "auto", folder, false);
        run(new LargeRequest(run, Grid.MINI, null, Start.data, null, 1, null, null), 2);
        LargeCheckpoint end = LargeCheckpoint.read(folder.resolve("checkpoint.json"), Grid.MINI);
        assertEquals(40, end.settings().equalities());
        assertEquals(end.ceiling().loss(), end.start().loss(), 1e-4);
        assertEquals(end.ceiling().boardError(), end.start().boardError());
    }

    @Test
    void aNineByNineRunInSinglePrecision() {
        RunRequest run = new RunRequest(1, 3L, 4, 2, 2, true, "auto", folder, false);
        String text = run(new LargeRequest(run, Grid.FULL, 6, null, null, 2, Precision.FLOAT32, null), 2);
        assertTrue(
                text.startsWith("9x9 Sudoku (hard): 4 training boards and 2 test puzzles, batch 2, 6 equalities"),
                text);
        assertTrue(text.contains("------+-------+------"), text);
        assertTrue(LargeCheckpoint.read(folder.resolve("checkpoint.json"), Grid.FULL)
                .equations()
                .hasShape(6, Grid.FULL));
    }

    @Test
    void aNewRunLeavesNothingOfTheOldOneButARefusedOneLeavesAll() throws Exception {
        run(tiny(folder, 2, "java"));
        List<String> before = numbers(folder);
        RunRequest other = new RunRequest(1, 8L, 24, 10, 5, false, "java", folder, false);
        assertRefused(
                "--equalities: expected at most ",
                new LargeRequest(other, Grid.MINI, 64, Start.data, null, null, null, null));
        assertEquals(before, numbers(folder));
        run(other);
        assertNotEquals(before, numbers(folder));
        assertEquals(
                1,
                LargeCheckpoint.read(folder.resolve("checkpoint.json"), Grid.MINI)
                        .epochs()
                        .size());
    }

    @Test
    void otherSettingsThanTheCheckpointsAreAnError() {
        run(tiny(folder, 2, "java"));
        RunRequest again = resumed(folder, null);
        assertRefused(
                "--equalities: expected 12, with which the run",
                new LargeRequest(again, Grid.MINI, 13, null, null, null, null, null));
        assertRefused(
                "--start: expected random, with",
                new LargeRequest(again, Grid.MINI, null, Start.data, null, null, null, null));
        assertRefused(
                "--scale-steps: expected 0.01, with",
                new LargeRequest(again, Grid.MINI, null, null, 1.0, null, null, null));
        assertRefused(
                "--epoch-steps: expected 5, with", new LargeRequest(again, Grid.MINI, null, null, null, 6, null, null));
        assertRefused(
                "--precision: expected FLOAT64, with",
                new LargeRequest(again, Grid.MINI, null, null, null, null, Precision.FLOAT32, null));
        assertRefused("--epochs: expected at least 2, which", request(resumed(folder, 1)));
        assertRefused(
                "checkpoint.json: expected a checkpoint of a 9x9 board, got another one or parts of other sizes",
                new LargeRequest(again, Grid.FULL, null, null, null, null, null, null));
    }

    private void assertRefused(String expected, LargeRequest request) {
        InputException e = assertThrows(InputException.class, () -> run(request, 1));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
}
