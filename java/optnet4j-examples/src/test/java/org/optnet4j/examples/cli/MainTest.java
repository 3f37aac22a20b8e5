package org.optnet4j.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.cuda.CudaDevice;
import org.optnet4j.examples.testing.Cli;

class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"--help", "info --help", "solve --help", "stress --help", "sudoku --help", "suite --help"})
    void everyCommandHasHelp(String args) {
        Cli cli = Cli.run(Main::run, args.split(" "));
        assertEquals(0, cli.exitCode());
        assertTrue(cli.out().startsWith("Usage: optnet4j"), cli.out());
    }

    @Test
    void versionComesFromTheBuild() {
        Cli cli = Cli.run(Main::run, "--version");
        assertEquals(0, cli.exitCode());
        assertTrue(cli.out().matches("OptNet4J \\d+\\.\\d+\\.\\d+\\S*\\R"), cli.out());
    }

    @Test
    void infoNamesEveryBackEnd() {
        Cli cli = Cli.run(Main::run, "info");
        assertEquals(0, cli.exitCode(), cli.err());
        for (String word : new String[] {
            "OptNet4J ", "Java ", "CPU ", "GPU devices ", "CUDA devices ", "cuda: ", "cpu: ", "java: available"
        }) {
            assertTrue(cli.out().lines().anyMatch(line -> line.startsWith(word)), word + " in\n" + cli.out());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    '' | expected a command
                    nonsense | nonsense
                    solve | Missing required parameter: 'FILE'
                    solve no-such-file.json | no-such-file.json: cannot be read: there is no such file
                    solve . | .: expected a JSON, .npz or .qps file, got a folder
                    suite no-such-folder | no-such-folder: expected a folder with problems, got none
                    suite . --eps-rel -1 | --eps-rel: expected a finite number, not negative, got -1.0
                    solve x.json --precision float16 | expected one of [float64, float32] (case-sensitive) but was 'float16'
                    solve x.json --eps-abs tiny | '--eps-abs': expected a number, got 'tiny'
                    solve x.json --eps-abs -1 | --eps-abs: expected a finite number, not negative, got -1.0
                    solve x.json --eps-rel NaN | --eps-rel: expected a finite number, not negative, got NaN
                    solve x.json --max-iterations 0 | --max-iterations: expected at least 1, got 0
                    solve x.json --unknown | --unknown
                    stress --count many | '--count': expected a whole number, got 'many'
                    stress --count 0 | --count: expected at least 1, got 0
                    stress --n 0 | --n: expected a number from 1 to
                    stress --m -1 | --m: expected a number from 0 to
                    stress --n 3000000000 | '--n': expected a whole number from -2147483648 to 2147483647
                    stress --n 2 --p 3 | --p: expected at most as many equalities as variables, 2, got 3
                    stress --threads 0 | --threads: expected a number from 1 to
                    stress --first -1 | --first: expected
                    stress --backend abacus | 'abacus' does not exist
                                        sudoku --epochs 0 | --epochs: expected at least 1, got 0
                    sudoku --batch 0 | --batch: expected at least 1, got 0
                    sudoku --train 0 | --train: expected at least 1, got 0
                    sudoku --test 0 | --test: expected at least 1, got 0
                    sudoku --model conv | --model: expected optnet, got conv, which needs a deep-learning framework
                    sudoku --model fc | expected one of [optnet, conv] (case-sensitive) but was 'fc'
                    sudoku --model conv --size 9 | --size: expected 4 with --model conv, got 9
                    sudoku --size 5 | --size: expected 4 or 9, got 5
                    sudoku --size nine | '--size': expected a whole number from -2147483648 to 2147483647, got 'nine'
                    sudoku --half-life -1 | --half-life: expected a number that is not negative, got -1.0
                    sudoku --half-life 1 --size 9 | --half-life: expected only with --size 4, got 1.0
                    sudoku --half-life 1 --model conv | --half-life: expected only with --model optnet, got 1.0
                    sudoku --start data | --start: expected only with --size 9, got data
                    sudoku --scale-steps 2 | --scale-steps: expected only with --size 9, got 2.0
                    sudoku --precision float32 | --precision: expected only with --size 9, got float32
                    sudoku --size 9 --start zero | expected one of [random, data] (case-sensitive) but was 'zero'
                    sudoku --size 9 --equalities 0 | --equalities: expected at least 1, got 0
                    sudoku --size 9 --equalities 730 | --equalities: expected at most 729, the number of variables, got 730
                    sudoku --size 9 --scale-steps 0 | --scale-steps: expected a positive number, got 0.0
                    sudoku --size 9 --scale-steps 1e9 | --scale-steps: expected at most 1000000, got 1.0E9
                    sudoku --size 9 --epoch-steps 0 | --epoch-steps: expected at least 1, got 0
                    sudoku --size 9 --epoch-steps 2147483647 | --epoch-steps: expected at most 31250000 steps of 32 puzzles, got 2147483647
                    sudoku --size 9 --epoch-steps 1001 --batch 1000000 | --epoch-steps: expected at most 1000 steps of 1000000 puzzles, got 1001
                    sudoku --size 9 --batch 2147483647 | --batch: expected at most 1000000, got 2147483647
                    sudoku --size 9 --checkpoint-steps 0 | --checkpoint-steps: expected at least 1, got 0
                    sudoku --size 9 --epochs 0 | --epochs: expected at least 1, got 0
                    sudoku --seed x | '--seed': expected a whole number, got 'x'
                    """)
    void badInputIsOneLineAndExitCode2(String args, String expected) {
        Cli cli = args.isEmpty() ? Cli.run(Main::run) : Cli.run(Main::run, args.split(" "));
        assertEquals(2, cli.exitCode(), cli.err());
        assertTrue(cli.err().contains(expected), cli.err());
        assertEquals(1, cli.err().lines().count(), cli.err());
        assertEquals("", cli.out());
    }

    @Test
    void aBackEndThatIsUnavailableIsBadInputWithTheReason() {
        List<String> reasons = CudaDevice.unavailableReasons();
        assumeFalse(reasons.isEmpty(), "there is a device");
        Cli cli = Cli.run(Main::run, "stress", "--backend", "cuda");
        assertEquals(2, cli.exitCode());
        assertEquals(1, cli.err().lines().count(), cli.err());
        assertTrue(cli.err().contains("Back end 'cuda' is unavailable: " + String.join("; ", reasons)), cli.err());
    }

    @Test
    void anOutputThatCannotBeWrittenIsBadInput(@TempDir Path folder) throws Exception {
        Path input = Files.writeString(folder.resolve("in.json"), "{\"problems\":[]}");
        Path output = folder.resolve("missing").resolve("out.json");
        Cli cli = Cli.run(Main::run, "solve", input.toString(), "--output", output.toString());
        assertEquals(2, cli.exitCode());
        assertTrue(cli.err().contains(output + ": cannot be written: there is no such file or folder"), cli.err());
    }

    @Test
    void aFolderThatIsAFileIsBadInput(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Cli cli = Cli.run(
                Main::run, "sudoku", "--out", file.toString(), "--train", "5", "--test", "5", "--backend", "java");
        assertEquals(2, cli.exitCode(), cli.out());
        assertTrue(cli.err().contains("--out " + file + ": the folder cannot be made"), cli.err());
        assertFalse(cli.err().contains("Exception"), cli.err());
    }
}
