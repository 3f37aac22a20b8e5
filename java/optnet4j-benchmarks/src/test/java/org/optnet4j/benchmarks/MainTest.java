package org.optnet4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MainTest {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void whatIsUnavailableIsNamedAndLeftOut() throws IOException {
        assertEquals(0, run(cudaMissing(), tiny("QpBenchmark.backward")), complained::toString);
        assertAll(
                () -> assertTrue(printed.toString().contains("skipped: back end cuda: no driver"), printed::toString),
                () -> assertTrue(printed.toString().contains("(backend = java,"), printed::toString),
                () -> assertTrue(!printed.toString().contains("(backend = cuda"), printed::toString));
    }

    @Test
    void whatIsAskedForAndUnavailableIsAnError() throws IOException {
        assertEquals(2, run(cudaMissing(), "-p", "backend=cuda"));
        assertEquals(
                "benchmarks: back end cuda: no driver", complained.toString().strip());
    }

    @Test
    void whatDoesNotExistIsAnError() throws IOException {
        assertEquals(2, run(cudaMissing(), "-p", "backend=gpu"));
        assertEquals(
                "benchmarks: backend: expected one of [cuda, java], got gpu",
                complained.toString().strip());
    }

    @Test
    void nothingToRunIsAnError() throws IOException {
        assertEquals(2, run(cudaMissing(), tiny("VendorBenchmark")));
        assertTrue(printed.toString().contains("skipped: NVIDIA's CUSOLVER_POTRF: no library"), printed::toString);
        assertTrue(complained.toString().contains("nothing to run"), complained::toString);
    }

    @Test
    void anUnknownOptionIsAnError() throws IOException {
        assertEquals(2, run(cudaMissing(), "--no-such-option"));
        assertTrue(complained.toString().contains("no-such-option"), complained::toString);
    }

    @Test
    void aBenchmarkThatFailsIsAnError() throws IOException {
        String[] tiny = tiny("QpBenchmark.backward");
        tiny[tiny.length - 1] = "sizes=nonsense";
        assertEquals(1, run(cudaMissing(), tiny));
    }

    private static String[] tiny(String benchmark) {
        return new String[] {
            benchmark, "-f", "0", "-wi", "0", "-i", "1", "-bm", "ss", "-p", "batch=2", "-p", "sizes=3x2x0"
        };
    }

    private static List<Choice> cudaMissing() {
        Map<String, Optional<String>> backends = new LinkedHashMap<>();
        backends.put("cuda", Optional.of("no driver"));
        backends.put("java", Optional.empty());
        Map<String, Optional<String>> vendors = Map.of("CUSOLVER_POTRF", Optional.of("no library"));
        return List.of(
                new Choice(QpBenchmark.class, "backend", "back end", backends),
                new Choice(VendorBenchmark.class, "vendor", "NVIDIA's", vendors));
    }

    private int run(List<Choice> choices, String... arguments) throws IOException {
        System.setOut(new PrintStream(printed, true));
        System.setErr(new PrintStream(complained, true));
        return Main.run(choices, arguments);
    }
}
