package org.optnet4j.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands relu, timing and sudoku --model conv. */
class BaselineCommandsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            relu --points 0 | --points: expected a number from 1 to 1000000, got 0
            relu --points many | '--points': expected a whole number from -2147483648 to 2147483647, got 'many'
            relu --precision float16 | expected one of [float64, float32] (case-sensitive) but was 'float16'
            relu --backend abacus | 'abacus' does not exist
            timing --trials 1 | --trials: expected a number from 2 to 10000, got 1
            timing --quick --backend abacus | 'abacus' does not exist
            timing --quick --large | --large: expected none with --quick, got one
            timing --threads 0 | --threads: expected a number from 1 to 1024, got 0
            sudoku | Missing required option: '--model=MODEL'
            sudoku --model optnet | --model: expected conv, got 'optnet'
            sudoku --model conv --size 9 | --size: expected 4 with --model conv, got 9
            sudoku --model conv --half-life 1 | Unknown options: '--half-life', '1'
            sudoku --model conv --channels 0 | --channels: expected a number from 1 to 4096, got 0
            sudoku --model conv --planes columns | expected one of [rows, values] (case-sensitive) but was 'columns'
            sudoku --model conv --epochs 0 | --epochs: expected at least 1, got 0
            sudoku --model conv --threads 0 | --threads: expected a number from 1 to 1024, got 0
            sudoku --model conv --compare no-such-run | no-such-run/metrics.json: cannot be read: there is no such file
            """)
    void badInputIsOneLineAndExitCode2(String args, String expected, @TempDir Path folder) throws Exception {
        Path out = folder.resolve("run");
        String[] all = (args + " --out " + out).split(" ");
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        int code;
        try {
            code = Main.run(all);
        } finally {
            System.setErr(err);
        }
        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(2, code, printed);
        assertTrue(printed.contains(expected), printed);
        assertEquals(1, printed.lines().count(), printed);
        assertTrue(!Files.exists(out), "a folder was made before the options were checked");
    }
}
