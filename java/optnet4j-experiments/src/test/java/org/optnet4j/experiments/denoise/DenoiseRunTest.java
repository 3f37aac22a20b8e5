package org.optnet4j.experiments.denoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.examples.training.DivergedException;

class DenoiseRunTest {
    private static final Terminal NO_TERMINAL = new Terminal(false, 80);

    @TempDir
    private Path folder;

    /** A power cut, seen from inside. */
    private static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static DenoiseRequest request(Path out, @Nullable List<String> models, long seed) {
        return new DenoiseRequest(models, 2, null, 10, 25, 5, 10, null, seed, "java", out, false);
    }

    private static DenoiseRequest resume(Path out) {
        return new DenoiseRequest(null, null, null, null, null, null, null, null, null, null, out, true);
    }

    private static boolean run(DenoiseRequest request, PrintStream out, int threads) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return new DenoiseRun(request, "1.2.3", out, NO_TERMINAL)
                    .run(name -> QpSolver.builder().backend(name).pool(pool).build());
        } finally {
            pool.shutdown();
        }
    }

    private static String run(DenoiseRequest request, int threads) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertTrue(run(request, new PrintStream(bytes, true, StandardCharsets.UTF_8), threads));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String run(DenoiseRequest request) {
        return run(request, 2);
    }

    /** Runs until something is printed that contains a text, and not a step further. */
    private static void runUntil(String text, DenoiseRequest request) {
        PrintStream cut = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
            private final StringBuilder seen = new StringBuilder();

            @Override
            public PrintStream printf(Locale locale, String format, Object... values) {
                cutAt(String.format(locale, format, values));
                return this;
            }

            @Override
            public void println(String line) {
                cutAt(line);
            }

            private void cutAt(String more) {
                seen.append(more);
                if (seen.indexOf(text) >= 0) {
                    throw new Cut();
                }
            }
        };
        assertThrows(Cut.class, () -> run(request, cut, 2));
    }

    /** Everything a run leaves behind that is not a time. */
    private static List<String> numbers(Path out) throws Exception {
        List<String> all = new ArrayList<>();
        for (String file : List.of(
                "settings.json",
                "total-variation.json",
                "metrics.json",
                "optnet-checkpoint.json",
                "optnet-tv-checkpoint.json",
                "learn-d-checkpoint.json",
                "fc-checkpoint.json")) {
            if (Files.exists(out.resolve(file))) {
                JsonNode tree = new ObjectMapper().readTree(out.resolve(file).toFile());
                tree.findParents("seconds").forEach(parent -> ((ObjectNode) parent).remove("seconds"));
                all.add(tree.toString());
            }
        }
        return all;
    }

    @Test
    void sameSeedSameBitsWithAnyNumberOfThreadsOtherSeedOthers() throws Exception {
        List<String> all = List.of("all");
        run(request(folder.resolve("one"), all, 7), 1);
        run(request(folder.resolve("three"), all, 7), 3);
        run(request(folder.resolve("other"), List.of("tv"), 8), 3);
        assertEquals(7, numbers(folder.resolve("one")).size());
        assertEquals(numbers(folder.resolve("one")), numbers(folder.resolve("three")));
        assertFalse(numbers(folder.resolve("one"))
                .get(1)
                .equals(numbers(folder.resolve("other")).get(1)));
    }

    /** The line of an epoch is printed before its checkpoint is written. */
    @Test
    void aRunThatWasCutEndsWithTheNumbersOfAWholeOne() throws Exception {
        Path whole = folder.resolve("whole");
        run(request(whole, List.of("all"), 7));
        for (String cut : List.of(
                "OptNet from total variation:",
                "OptNet from total variation:  epoch   1",
                "OptNet, learned D:",
                "written to")) {
            Path pieces = folder.resolve("pieces");
            runUntil(cut, request(pieces, List.of("all"), 7));
            runUntil("fully connected:  epoch   1", resume(pieces));
            run(resume(pieces));
            assertEquals(numbers(whole), numbers(pieces), cut);
        }
    }

    /** Two epochs, and then more at a rate that no training survives; its checkpoint has to stay as it is. */
    private DivergedException divergedInItsThirdEpoch(String model) throws Exception {
        run(request(folder, List.of(model), 7));
        Path settings = folder.resolve("settings.json");
        String text = Files.readString(settings);
        String steep = text.replace("\"epochs\":2", "\"epochs\":9")
                .replace("\"learningRate\":0.001", "\"learningRate\":1e200");
        assertFalse(steep.equals(text), text);
        Files.writeString(settings, steep);
        Path checkpoint = folder.resolve(model + "-checkpoint.json");
        String before = Files.readString(checkpoint);
        DivergedException e = assertThrows(DivergedException.class, () -> run(resume(folder)));
        assertEquals(before, Files.readString(checkpoint));
        return e;
    }

    @Test
    void aTrainingThatDivergesKeepsItsLastGoodCheckpoint() throws Exception {
        DivergedException e = divergedInItsThirdEpoch("fc");
        assertTrue(e.getMessage().startsWith("fc: expected a finite training loss, got "), e.getMessage());
        assertTrue(
                e.getMessage().contains(" in epoch 3 at step 2; the checkpoint of epoch 2 is kept; "), e.getMessage());
        assertTrue(e.getMessage().contains("try a smaller --lr"), e.getMessage());
    }

    /** Its loss stays finite: signals whose programs are not solved count as they are. */
    @Test
    void aLayerWithoutAProgramThatCanBeSolvedKeepsItsLastGoodCheckpoint() throws Exception {
        DivergedException e = divergedInItsThirdEpoch("optnet");
        assertTrue(
                e.getMessage()
                        .startsWith(
                                "optnet: expected quadratic programs that can be solved, got none of 5 in epoch 3; the"
                                        + " checkpoint of epoch 2 is kept; try a smaller --lr"),
                e.getMessage());
    }

    @Test
    void aBatchOfMoreThanAllSignalsIsAllOfThem() throws Exception {
        List<List<String>> found = new ArrayList<>();
        for (int batch : new int[] {25, Integer.MAX_VALUE}) {
            Path out = folder.resolve("batch" + batch);
            run(new DenoiseRequest(List.of("learn-d"), 2, null, batch, 25, 5, 10, null, 7L, "java", out, false));
            found.add(numbers(out));
        }
        assertEquals(found.get(0).get(3), found.get(1).get(3), "the checkpoint");
    }

    @Test
    void picturesCanBeLookedAt() throws Exception {
        run(request(folder, List.of("learn-d"), 7));
        for (String name : List.of("learning-curves", "signals", "total-variation", "learned-D")) {
            assertNotNull(ImageIO.read(folder.resolve(name + ".png").toFile()), name);
        }
    }

    @Test
    void totalVariationAlone() throws Exception {
        String out = run(request(folder, List.of("tv"), 7));
        assertTrue(out.contains("total variation"), out);
        assertFalse(Files.exists(folder.resolve("learning-curves.png")));
        JsonNode metrics =
                new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
        assertEquals(0, metrics.get("models").size());
        assertTrue(metrics.get("totalVariation").get("testMse").asDouble() > 0);
    }

    @Test
    void aNewRunLeavesNothingOfTheOldOne() throws Exception {
        run(request(folder, List.of("learn-d"), 7));
        run(request(folder, List.of("tv"), 7));
        assertFalse(Files.exists(folder.resolve("learn-d-checkpoint.json")));
        assertFalse(Files.exists(folder.resolve("learned-D.png")));
        assertFalse(Files.exists(folder.resolve("learning-curves.png")));
    }

    @Test
    void resumingWhereThereIsNothingStartsANewRun() throws Exception {
        DenoiseRequest fresh = request(folder.resolve("a"), List.of("learn-d"), 7);
        run(fresh);
        run(new DenoiseRequest(
                List.of("learn-d"), 2, null, 10, 25, 5, 10, null, 7L, "java", folder.resolve("b"), true));
        assertEquals(numbers(folder.resolve("a")), numbers(folder.resolve("b")));
    }

    @Test
    void otherSettingsThanTheRunsAreAnError() {
        run(request(folder, List.of("learn-d"), 7));
        refused(
                "--seed: expected 7,",
                new DenoiseRequest(null, null, null, null, null, null, null, null, 8L, null, folder, true));
        refused(
                "--model: expected [learn-d],",
                new DenoiseRequest(List.of("fc"), null, null, null, null, null, null, null, null, null, folder, true));
        refused(
                "--epochs: expected 2,",
                new DenoiseRequest(null, 4, null, null, null, null, null, null, null, null, folder, true));
        refused(
                "--lr: expected 0.01,",
                new DenoiseRequest(null, null, 0.1, null, null, null, null, null, null, null, folder, true));
        refused(
                "--batch: expected 10,",
                new DenoiseRequest(null, null, null, 21, null, null, null, null, null, null, folder, true));
        refused(
                "--train: expected 25,",
                new DenoiseRequest(null, null, null, null, 71, null, null, null, null, null, folder, true));
        refused(
                "--test: expected 5,",
                new DenoiseRequest(null, null, null, null, null, 31, null, null, null, null, folder, true));
        refused(
                "--length: expected 10,",
                new DenoiseRequest(null, null, null, null, null, null, 13, null, null, null, folder, true));
        refused(
                "--noise: expected 10.0,",
                new DenoiseRequest(null, null, null, null, null, null, null, 9.0, null, null, folder, true));
    }

    @Test
    void brokenFilesAreAnError() throws Exception {
        run(request(folder, List.of("learn-d"), 7));
        for (String file : List.of("settings.json", "total-variation.json", "learn-d-checkpoint.json")) {
            Path path = folder.resolve(file);
            String whole = Files.readString(path);
            Files.writeString(path, whole.substring(0, whole.length() / 2));
            refused(file + ": expected ", resume(folder));
            Files.writeString(path, "{}");
            refused(file + ": expected ", resume(folder));
            Files.writeString(path, whole);
        }
        changed("settings.json", "\"format\":1", "\"format\":2", "expected format 1, got 2");
        changed("settings.json", "\"learn-d\"", "\"learn-e\"", "expected the settings of a run");
        changed("learn-d-checkpoint.json", "\"format\":1", "\"format\":2", "got format 2");
        changed("learn-d-checkpoint.json", "{\"D\":[", "{\"D\":[1,", "of other sizes");
        changed("learn-d-checkpoint.json", "\"mean\":[", "\"mean\":[1,", "of other sizes");
        changed("learn-d-checkpoint.json", "\"parameters\":{\"D\"", "\"parameters\":{\"E\"", "of other sizes");
        changed("total-variation.json", "\"mseByLambda\":[", "\"mseByLambda\":[],\"lambda\":0,\"x\":[", "expected");
        run(resume(folder));
    }

    private void changed(String file, String from, String to, String message) throws Exception {
        Path path = folder.resolve(file);
        String whole = Files.readString(path);
        assertTrue(whole.contains(from), file + " has no " + from);
        Files.writeString(path, whole.replace(from, to));
        refused(message, resume(folder));
        Files.writeString(path, whole);
    }

    private static void refused(String message, DenoiseRequest request) {
        InputException e = assertThrows(InputException.class, () -> run(request));
        assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
    }
}
