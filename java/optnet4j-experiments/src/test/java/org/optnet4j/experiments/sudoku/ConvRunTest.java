package org.optnet4j.experiments.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.sudoku.EpochMetrics;
import org.optnet4j.examples.sudoku.MiniRequest;
import org.optnet4j.examples.sudoku.RunRequest;
import org.optnet4j.examples.sudoku.SudokuRun;
import org.optnet4j.examples.sudoku.TrainingSettings;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.training.DivergedException;
import org.optnet4j.experiments.engine.PyTorch;
import org.optnet4j.experiments.testing.TestSeed;

class ConvRunTest {
    private static final Terminal NO_TERMINAL = new Terminal(false, 80);

    private final long seed = TestSeed.next();

    @TempDir
    private Path folder;

    private RunRequest whole(Path out, int epochs) {
        return new RunRequest(epochs, seed, 60, 20, 20, false, null, out, false);
    }

    private static RunRequest resumed(Path out, @Nullable Integer epochs) {
        return new RunRequest(epochs, null, null, null, null, false, null, out, true);
    }

    private static String run(RunRequest run) {
        return run(new ConvRequest(run, run.resume() ? null : 8, null, run.resume() ? null : 1, null));
    }

    private static String run(ConvRequest request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ConvRun(request, "1.2.3", new PrintStream(bytes, true, StandardCharsets.UTF_8), NO_TERMINAL).run();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Everything a run leaves behind that is not a time. */
    static List<String> numbers(Path out) throws Exception {
        List<String> all = new ArrayList<>();
        JsonNode metrics =
                new ObjectMapper().readTree(out.resolve("metrics.json").toFile());
        metrics.get("epochs").forEach(epoch -> ((ObjectNode) epoch).remove("seconds"));
        all.add(metrics.toString());
        try (NDManager manager = PyTorch.open(1)) {
            ConvCheckpoint checkpoint = ConvCheckpoint.read(out.resolve("checkpoint.zip"), manager);
            all.add(Arrays.toString(checkpoint.state().stepLosses()));
            for (NDList each : List.of(
                    checkpoint.weights(),
                    checkpoint.mean(),
                    checkpoint.square(),
                    checkpoint.kept(),
                    NDList.decode(manager, Files.newInputStream(out.resolve("model.npz"))))) {
                for (NDArray array : each) {
                    all.add(array.getName() + Arrays.toString(array.toFloatArray()));
                }
            }
        }
        return all;
    }

    @Test
    void sameSeedSameBits() throws Exception {
        run(whole(folder.resolve("a"), 2));
        run(whole(folder.resolve("b"), 2));
        assertEquals(numbers(folder.resolve("a")), numbers(folder.resolve("b")), "seed " + seed);
    }

    @Test
    void aRunInPiecesEndsWithTheNumbersOfAWholeOne() throws Exception {
        run(whole(folder.resolve("whole"), 4));
        Path pieces = folder.resolve("pieces");
        run(whole(pieces, 1));
        run(resumed(pieces, 2));
        String last = run(resumed(pieces, 4));
        assertTrue(last.contains("resumed after epoch 2"), last);
        assertEquals(numbers(folder.resolve("whole")), numbers(pieces), "seed " + seed);
    }

    @Test
    void bothModelsHaveTheSamePuzzlesInTheSameOrder() {
        RunRequest request = whole(folder, 1);
        var conv = new ConvRequest(request, null, null, null, null).start().settings();
        var optnet = request.settings(0.1);
        assertEquals(optnet.puzzles(), conv.puzzles(), "seed " + seed);
        assertEquals(Arrays.toString(optnet.order(3)), Arrays.toString(conv.order(3)), "seed " + seed);
    }

    @Test
    void metricsAreThoseOfTheOtherModelAndTheNetworksShape() throws Exception {
        run(whole(folder, 1));
        SudokuRun optnet = new SudokuRun(
                new MiniRequest(
                        new RunRequest(1, seed, 60, 20, 20, false, "java", folder.resolve("optnet"), false), null),
                "1.2.3",
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                NO_TERMINAL);
        optnet.run(name -> QpSolver.builder().backend(name).build());
        ObjectMapper mapper = new ObjectMapper();
        JsonNode conv = mapper.readTree(folder.resolve("metrics.json").toFile());
        JsonNode other =
                mapper.readTree(folder.resolve("optnet").resolve("metrics.json").toFile());
        assertEquals(names(other), names(conv));
        assertEquals(names(other.get("epochs").get(0)), names(conv.get("epochs").get(0)));
        assertTrue(names(conv.get("settings")).containsAll(names(other.get("settings"))), conv.toString());
        assertEquals("conv", conv.get("settings").get("model").asText());
        assertEquals(8, conv.get("settings").get("channels").asInt());

        String printed = run(new ConvRequest(resumed(folder, 2), null, null, null, folder.resolve("optnet")));
        assertTrue(printed.contains("models.png"), printed);
        assertTrue(ImageIO.read(folder.resolve("models.png").toFile()).getWidth() > 1000);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aRunOnOtherPuzzlesIsNotCompared() throws Exception {
        run(whole(folder, 1));
        Path metrics = folder.resolve("metrics.json");
        String content = Files.readString(metrics);
        Files.writeString(metrics, content.replace("\"PyTorch\"", "\"cpu\"").replace("\"train\":60", "\"train\":61"));
        assertRefused(
                "expected a run with the same puzzles, --seed " + seed + " --train 60 --test 20, got one with --seed "
                        + seed + " --train 61",
                new ConvRequest(whole(folder.resolve("other"), 1), 8, null, 1, folder));
        Files.writeString(metrics, content);
        assertRefused(
                "expected a run of optnet4j sudoku, got one with --model conv",
                new ConvRequest(whole(folder.resolve("other"), 1), 8, null, 1, folder));
        assertFalse(Files.exists(folder.resolve("other")));
    }

    @Test
    void aBrokenRunThatNobodyAskedForIsLeftOut() throws Exception {
        run(whole(folder.resolve("good"), 1));
        Path broken = folder.resolve("broken");
        Files.createDirectories(broken);
        Files.writeString(broken.resolve("metrics.json"), "{\n\"backend\": \n");
        TrainingSettings settings =
                ConvCheckpoint.readState(folder.resolve("good/checkpoint.zip")).settings();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var found = OptNetCurve.first(
                Stream.of(folder.resolve("none"), broken, folder.resolve("good")),
                settings,
                new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertTrue(found.isPresent());
        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(printed.startsWith("not compared: " + broken.resolve("metrics.json") + ": expected"), printed);
        assertEquals(1, printed.lines().count(), printed);
        assertRefused(
                "metrics.json: expected metrics of a run",
                new ConvRequest(whole(folder.resolve("other"), 1), 8, null, 1, broken));
    }

    @Test
    void otherSettingsThanTheCheckpointsAreAnError() {
        run(whole(folder, 1));
        assertRefused("--channels: expected 8, with", new ConvRequest(resumed(folder, null), 9, null, null, null));
        assertRefused(
                "--planes: expected rows, with",
                new ConvRequest(resumed(folder, null), null, Planes.values, null, null));
        assertRefused("--threads: expected 1, with", new ConvRequest(resumed(folder, null), null, null, 2, null));
        RunRequest batch = new RunRequest(null, null, null, null, 21, false, null, folder, true);
        assertRefused("--batch: expected 20, with", new ConvRequest(batch, null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PK", "not a zip file"})
    void aBrokenCheckpointIsAnError(String content) throws Exception {
        Files.writeString(folder.resolve("checkpoint.zip"), content);
        assertRefused(
                "checkpoint.zip: expected a checkpoint", new ConvRequest(resumed(folder, 2), null, null, null, null));
    }

    @Test
    void aCheckpointWithPartsOfAnotherShapeIsAnError() {
        run(whole(folder, 1));
        Path file = folder.resolve("checkpoint.zip");
        try (NDManager manager = PyTorch.open(1)) {
            ConvCheckpoint good = ConvCheckpoint.read(file, manager);
            ConvShape other = new ConvShape(9, Planes.rows);
            ConvState state = ConvState.start(good.state().settings(), other, 1, 1);
            new ConvCheckpoint(state, good.weights(), good.mean(), good.square(), good.kept()).write(file);
        }
        assertRefused(
                "weights.npz with (8, 4, 3, 3) conv1.weight, not (9, 4, 3, 3)",
                new ConvRequest(resumed(folder, 2), null, null, null, null));
    }

    @Test
    void aTrainingThatDivergesKeepsItsLastGoodCheckpoint() throws Exception {
        run(whole(folder, 1));
        Path file = folder.resolve("checkpoint.zip");
        try (NDManager manager = PyTorch.open(1)) {
            ConvCheckpoint good = ConvCheckpoint.read(file, manager);
            ConvState was = good.state();
            TrainingSettings settings = new TrainingSettings(
                    seed,
                    was.settings().train(),
                    was.settings().test(),
                    was.settings().batch(),
                    1e30,
                    false,
                    was.settings().halfLife());
            ConvState steep = new ConvState(
                    was.format(),
                    settings,
                    was.shape(),
                    was.threads(),
                    2,
                    was.adamSteps(),
                    was.keptEpoch(),
                    was.epochs(),
                    was.stepLosses());
            new ConvCheckpoint(steep, good.weights(), good.mean(), good.square(), good.kept()).write(file);
        }
        DivergedException e = assertThrows(DivergedException.class, () -> run(resumed(folder, 2)));
        assertTrue(
                e.getMessage().startsWith("conv: expected a finite training loss, got NaN in epoch 2 at step 2; "),
                e.getMessage());
        ConvState kept = ConvCheckpoint.readState(file);
        assertEquals(1, kept.epochs().size());
        try (NDManager manager = PyTorch.open(1)) {
            for (NDArray weights : ConvCheckpoint.read(file, manager).weights()) {
                for (float weight : weights.toFloatArray()) {
                    assertTrue(Float.isFinite(weight), weights.getName());
                }
            }
        }
    }

    private static void assertRefused(String expected, ConvRequest request) {
        InputException e = assertThrows(InputException.class, () -> run(request));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    @Test
    void theTrainingLearns() {
        run(new ConvRequest(new RunRequest(30, 3L, 150, 10, 30, false, null, folder, false), 16, null, 1, null));
        List<EpochMetrics> epochs =
                ConvCheckpoint.readState(folder.resolve("checkpoint.zip")).epochs();
        assertTrue(epochs.get(29).trainLoss() < 0.95 * epochs.get(0).trainLoss(), epochs.toString());
    }
}
