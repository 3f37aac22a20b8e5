package org.optnet4j.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.examples.testing.Cli;

class SolveCommandTest {
    private static final String GOOD = "{\"problems\":[{\"Q\":[[2]],\"q\":[-2]}]}";
    private static final String INDEFINITE = "{\"problems\":[{\"Q\":[[2]],\"q\":[-2]},{\"Q\":[[-2]],\"q\":[1]}]}";

    @TempDir
    private Path folder;

    @Test
    void allSolvedIsExitCode0() throws Exception {
        Path input = Files.writeString(folder.resolve("in.json"), GOOD);
        Cli cli = Cli.run(Main::run, "solve", input.toString(), "--backend", "java");
        assertEquals(0, cli.exitCode(), cli.err());
        JsonNode answer = new ObjectMapper().readTree(cli.out());
        assertEquals("java", answer.get("backend").asText());
        assertEquals(1.0, answer.get("results").get(0).get("x").get(0).asDouble(), 1e-12);
        assertEquals("1 problem on back end java: 1 SOLVED", cli.err().strip());
    }

    @Test
    void aQpsFileIsSolvedAndItsObjectiveHasItsConstant() throws Exception {
        String text = "ROWS\n N f\nCOLUMNS\n x f -2\nRHS\n r f -5\nQUADOBJ\n x x 2\nENDATA\n";
        Path input = Files.writeString(folder.resolve("IN.QPS"), text);
        Cli cli = Cli.run(Main::run, "solve", input.toString(), "--backend", "java");
        assertEquals(0, cli.exitCode(), cli.err());
        JsonNode result = new ObjectMapper().readTree(cli.out()).get("results").get(0);
        assertEquals(1, result.get("x").get(0).asDouble(), 1e-7);
        assertEquals(4, result.get("objective").asDouble(), 1e-7);
    }

    @Test
    void aMalformedQpsFileIsExitCode2() throws Exception {
        Path input = Files.writeString(folder.resolve("in.mps"), "ROWS\n N f\nCOLUMNS\n x f one\n");
        Cli cli = Cli.run(Main::run, "solve", input.toString());
        assertEquals(2, cli.exitCode());
        assertTrue(cli.err().contains("in.mps: line 4: COLUMNS: expected a number, got \"one\""), cli.err());
    }

    @Test
    void oneNotSolvedIsExitCode3AndStillAnswered() throws Exception {
        Cli cli = Cli.runWithInput(Main::run, INDEFINITE, "solve", "-");
        assertEquals(3, cli.exitCode(), cli.err());
        JsonNode results = new ObjectMapper().readTree(cli.out()).get("results");
        assertEquals("SOLVED", results.get(0).get("status").asText());
        assertEquals("NOT_POSITIVE_DEFINITE", results.get(1).get("status").asText());
    }

    @Test
    void optionsReachTheSolver() throws Exception {
        String hard = "{\"problems\":[{\"Q\":[[2,0],[0,2]],\"q\":[-2,-5],\"G\":[[1,2],[-1,0]],\"h\":[3,0]}]}";
        Cli stopped = Cli.runWithInput(Main::run, hard, "solve", "-", "--max-iterations", "1");
        assertEquals(3, stopped.exitCode(), stopped.err());
        assertTrue(stopped.out().contains("MAX_ITERATIONS"), stopped.out());
        Cli loose = Cli.runWithInput(Main::run, hard, "solve", "-", "--eps-abs", "0.5", "--eps-rel", "0.5");
        Cli tight = Cli.runWithInput(Main::run, hard, "solve", "-", "--eps-abs", "1e-10", "--eps-rel", "1e-10");
        assertTrue(iterations(loose) < iterations(tight), loose.out() + tight.out());
        assertEquals(0, tight.exitCode());
    }

    private static int iterations(Cli cli) throws Exception {
        return new ObjectMapper()
                .readTree(cli.out())
                .get("results")
                .get(0)
                .get("iterations")
                .asInt();
    }

    @Test
    void badInputLeavesTheOutputAlone() throws Exception {
        Path output = Files.writeString(folder.resolve("out.json"), "earlier");
        Cli cli = Cli.runWithInput(Main::run, "{\"problems\":[{}]}", "solve", "-", "--output", output.toString());
        assertEquals(2, cli.exitCode());
        assertEquals("earlier", Files.readString(output));
    }
}
