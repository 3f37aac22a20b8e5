package org.optnet4j.experiments.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.Precision;
import org.optnet4j.experiments.testing.TestSeed;

class RepresentationRunTest {
    private final long seed = TestSeed.next();

    @TempDir
    private Path folder;

    private boolean run(Path out, ByteArrayOutputStream printed) {
        RepresentationRequest request = new RepresentationRequest("java", Precision.FLOAT64, seed, 40, out);
        return new RepresentationRun(request, "1.2.3", new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
    }

    @Test
    void writesAndPrintsWhatItFound() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertTrue(run(folder, printed), () -> "seed " + seed + ": " + printed);
        JsonNode metrics =
                new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
        assertEquals(seed, metrics.get("seed").asLong());
        assertEquals(6, metrics.get("findings").size());
        for (JsonNode finding : metrics.get("findings")) {
            String row = printed.toString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(finding.get("name").asText()))
                    .findFirst()
                    .orElseThrow();
            assertTrue(row.endsWith("equal"), row);
            assertTrue(finding.get("gradients").asDouble()
                    <= finding.get("allowedGradients").asDouble());
        }
        assertTrue(ImageIO.read(folder.resolve("piecewise-linear.png").toFile()).getWidth() > 1000);
    }

    @Test
    void sameSeedSameNumbers() throws Exception {
        run(folder.resolve("a"), new ByteArrayOutputStream());
        run(folder.resolve("b"), new ByteArrayOutputStream());
        assertEquals(
                Files.readString(folder.resolve("a").resolve("metrics.json")),
                Files.readString(folder.resolve("b").resolve("metrics.json")));
    }
}
