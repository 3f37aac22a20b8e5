package org.optnet4j.benchmarks.bench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optnet4j.benchmarks.results.Machine;
import org.optnet4j.benchmarks.results.Results;
import org.optnet4j.benchmarks.results.ResultsFile;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.benchmarks.results.Status;
import org.optnet4j.examples.cli.CommandLines;

class BenchCommandTest {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(printed, true));
        System.setErr(new PrintStream(complained, true));
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seconds 0          | --seconds: expected a number above 0, at most 86400, got 0.0",
                "--seconds NaN        | --seconds: expected a number above 0, at most 86400, got NaN",
                "--seconds long       | expected a number, got 'long'",
                "--only F9            | --only: expected a part of the name of a case, got 'F9'",
                "--only (             | --only: expected a regular expression, got '('",
                "--merge no.json      | no.json: cannot be read: there is no such file",
                "--from no.json       | no.json: cannot be read: there is no such file",
                "--from x --seconds 1 | --seconds: expected none with --from, got one",
                "--from x --only F1   | --only: expected none with --from, got one",
                "--docs . --only F1   | --only: expected none with --docs, got one: the tables",
                "--export x --out y   | --out: expected none with --export, which measures nothing, got one",
                "--export x --merge y | --merge: expected none with --export",
                "--export x --from y  | --from: expected none with --export",
                "--export x --docs .  | --docs: expected none with --export",
                "--fast               | Unknown option: '--fast'"
            })
    void wrongArgumentsAreNamed(String arguments, String message) {
        assertEquals(2, run(arguments.split(" ")));
        assertTrue(complained.toString().contains(message), complained::toString);
        assertEquals(1, complained.toString().lines().count(), complained::toString);
    }

    /** With as many seconds as a test does not have. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--out .           | --out .: expected a file to write, got a folder",
                "--out no/a.json   | no, which is not there",
                "--plots pom.xml   | --plots pom.xml: the folder cannot be made",
                "--docs target     | --docs target: expected to write to the folder target/docs, which is not there"
            })
    void whatCannotBeWrittenIsSaidBeforeAnythingIsMeasured(String arguments, String message) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> assertEquals(2, run(("--seconds 80000 " + arguments).split(" "))));
        assertTrue(complained.toString().contains(message), complained::toString);
        assertEquals(1, complained.toString().lines().count(), complained::toString);
    }

    @Test
    void aRunIsPrintedWrittenMergedAndDrawn() {
        Path file = folder.resolve("results.json");
        Path plots = folder.resolve("plots");
        String[] tiny = {
            "--seconds",
            "0.2",
            "--only",
            "F1 8,8,2|Cholesky 8|batch 1$|peak",
            "--out",
            file.toString(),
            "--plots",
            plots.toString()
        };
        assertEquals(0, run(tiny), complained::toString);
        Results results = ResultsFile.read(file);
        Set<String> timed = results.rows().stream()
                .filter(row -> row.status() == Status.OK)
                .map(row -> row.solver() + " " + row.call())
                .collect(Collectors.toSet());
        for (String expected : List.of(
                "optnet4j java forward",
                "optnet4j java backward",
                "optnet4j java forward+backward",
                "ojAlgo active set forward",
                "Hipparchus forward",
                "EJML cholesky factor",
                "netlib java cholesky factor+solve",
                "multiply-add loop multiply-add")) {
            assertTrue(timed.contains(expected), () -> expected + " not in " + timed);
        }
        assertAll(
                () -> assertTrue(
                        results.command()
                                .startsWith(
                                        "./optnet4j bench --seconds 0.2 --only 'F1 8,8,2|Cholesky 8|batch 1$|peak' --out "),
                        results::command),
                () -> assertTrue(printed.toString().contains("worst KKT residual"), printed::toString),
                () -> assertTrue(Files.exists(plots.resolve("cholesky.svg"))),
                () -> assertFalse(Files.exists(plots.resolve("time-by-batch.svg")), "without a point"));
        printed.reset();
        assertEquals(0, run("--from", file.toString(), "--merge", file.toString(), "--out", file.toString()));
        assertEquals(results.rows(), ResultsFile.read(file).rows());
        assertTrue(printed.toString().contains("Hipparchus"), printed::toString);
    }

    @Test
    void rowsOfAnotherProcessorAreRefused() {
        Path ours = folder.resolve("ours.json");
        Path others = folder.resolve("others.json");
        Results results = new Results(new Machine("P (family 6, model 1)", 2, "O", "J"), "2026-11-26", "c", List.of());
        ResultsFile.write(ours, results);
        ResultsFile.write(others, new Results(new Machine("P", 1, "o", "Python"), "2026-11-25", "d", List.of()));
        assertEquals(0, run("--from", ours.toString(), "--merge", others.toString()), complained::toString);
        ResultsFile.write(others, new Results(new Machine("R", 2, "O", "J"), "2026-11-26", "c", List.of()));
        assertEquals(2, run("--from", ours.toString(), "--merge", others.toString()));
        assertTrue(
                complained.toString().contains(": expected rows measured on P like the others, got rows measured on R"),
                complained::toString);
        assertEquals(2, run("--seconds", "80000", "--merge", others.toString()), "before anything is measured");
    }

    @Test
    void aFailureOfOursIsTheExitCode() {
        Path file = folder.resolve("results.json");
        Row row = Plan.jobs(1, Pattern.compile("F1 8,8,0$")).get(0).row();
        Results results = new Results(Machine.current(), "2026-11-26", "c", List.of(row.failed(1e-3, "no")));
        ResultsFile.write(file, results);
        assertEquals(3, run("--from", file.toString()), complained::toString);
        assertTrue(printed.toString().contains("failed: optnet4j"), printed::toString);
    }

    @Test
    void problemsAreExported() throws IOException {
        Path problems = folder.resolve("a/b");
        assertEquals(0, run("--export", problems.toString(), "--only", "F1 8,"), complained::toString);
        assertEquals(
                List.of(problems.resolve("F1_n8_m8_p0.npz"), problems.resolve("F1_n8_m8_p2.npz")),
                printed.toString().lines().map(Path::of).toList());
        assertTrue(Files.size(problems.resolve("F1_n8_m8_p0.npz")) > 1024 * 8 * 8 * 8);
        assertEquals(2, run("--export", problems.resolve("F1_n8_m8_p0.npz").toString()));
        assertTrue(complained.toString().contains("cannot be made"), complained::toString);
    }

    private static int run(String... args) {
        return CommandLines.run(new BenchCommand(args), args);
    }
}
