package org.optnet4j.benchmarks.results;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optnet4j.examples.io.InputException;

class ResultsFileTest {
    private static final String ROW =
            "{\"case\":\"F1 8,8,0\",\"file\":\"F1_n8_m8_p0.npz\",\"n\":8,\"m\":8,\"p\":0,\"batch\":128,"
                    + "\"precision\":\"float64\",\"solver\":\"DAQP\",\"version\":\"0.9\",\"threads\":1,\"call\":\"forward\","
                    + "\"microsecondsPerProblem\":2.5,\"worstResidual\":1e-9,\"status\":\"ok\",\"reason\":\"\"}";
    private static final String MACHINE = "{\"processor\":\"P\",\"cores\":2,\"os\":\"O\",\"jvm\":\"\"}";

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Row unmeasured = new Row(
                "F1 8,8,0",
                "F1_n8_m8_p0.npz",
                8,
                8,
                0,
                128,
                "float64",
                "optnet4j cpu",
                "0.1.0",
                1,
                Call.FORWARD,
                null,
                null,
                Status.MISSING,
                "no \"library\"");
        Results results = new Results(
                new Machine("P", 2, "O", "J"),
                "2026-11-26",
                "./optnet4j bench",
                List.of(unmeasured, unmeasured.timed(64, 1.25, 3e-9), unmeasured.failed(1e-3, "no")));
        Path file = folder.resolve("results.json");
        ResultsFile.write(file, results);
        assertEquals(results, ResultsFile.read(file));
        assertEquals(8, Files.readAllLines(file).size(), "a row per line");
    }

    @Test
    void rowsOfOthersComeLastAndInaccurateOnesAreFailures() throws IOException {
        Results ours = new Results(Machine.current(), "2026-11-26", "ours", List.of());
        Results others = read(results(ROW + "," + ROW.replace("DAQP", "PIQP").replace("1e-9", "1e-7")));
        List<Row> rows = ours.merged(others).rows();
        assertAll(
                () -> assertEquals("ours", ours.merged(others).command()),
                () -> assertEquals(
                        List.of(Status.OK, Status.FAILED),
                        rows.stream().map(Row::status).toList()),
                () -> assertEquals(2.5, rows.get(0).time()),
                () -> assertNull(rows.get(1).microsecondsPerProblem()),
                () -> assertEquals(
                        "relative residual 1.0E-7, expected at most 1.0E-8",
                        rows.get(1).reason()));
    }

    @Test
    void whatIsMeasuredAgainTakesItsPlace() throws IOException {
        Results before = read(results(ROW + "," + ROW.replace("DAQP", "PIQP")));
        Results again = read(results(ROW.replace("2.5", "3.5")));
        assertEquals(
                List.of(3.5, 2.5),
                before.merged(again).rows().stream().map(Row::time).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"n\":8,'           | ''                     | 'rows[0].n: '        | 'n'",
                "'\"n\":8,'           | '\"n\":null,'          | 'rows[0].n: '        | 'null'",
                "'\"n\":8,'           | '\"n\":8,\"size\":8,'  | 'rows[0].size: '     | 'size'",
                "'\"status\":\"ok\"'  | '\"status\":\"good\"'  | 'rows[0].status: '   | 'good'",
                "'2.5'                | 'null'                 | 'rows[0]: '          | 'expected microsecondsPerProblem'",
                "'2.5'                | '-1'                   | 'rows[0]: '          | 'expected a number above 0, got -1.0'",
                "'1e-9'               | '\"small\"'            | 'rows[0].worstRes'   | 'small'"
            })
    void aBadRowIsNamed(String was, String is, String place, String got) throws IOException {
        InputException thrown =
                assertThrows(InputException.class, () -> read(results(ROW.replace(was, is))), was + " became " + is);
        assertTrue(thrown.getMessage().contains("other.json: " + place), thrown::getMessage);
        assertTrue(thrown.getMessage().contains(got), thrown::getMessage);
    }

    @Test
    void whatIsNotJsonIsAnError() {
        InputException thrown = assertThrows(InputException.class, () -> read("case,solver"));
        assertTrue(thrown.getMessage().contains("expected JSON"), thrown::getMessage);
        thrown = assertThrows(InputException.class, () -> ResultsFile.read(folder.resolve("none")));
        assertTrue(thrown.getMessage().contains("there is no such file"), thrown::getMessage);
    }

    private static String results(String rows) {
        return "{\"machine\":" + MACHINE + ",\"date\":\"2026-11-26\",\"command\":\"c\",\"rows\":[" + rows + "]}";
    }

    private Results read(String text) throws IOException {
        return ResultsFile.read(Files.writeString(folder.resolve("other.json"), text));
    }
}
