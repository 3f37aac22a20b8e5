package org.optnet4j.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optnet4j.examples.cli.ExitCodes;

class DenoiseCommandTest {
    @TempDir
    private Path folder;

    private static String errors(int expectedCode, String... args) {
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertEquals(expectedCode, Main.run(args), bytes::toString);
        } finally {
            System.setErr(err);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--epochs|0|--epochs: expected at least 1, got 0",
                "--batch|-1|--batch: expected at least 1, got -1",
                "--train|0|--train: expected at least 1, got 0",
                "--test|0|--test: expected at least 1, got 0",
                "--length|9|--length: expected a number from 10 to 1000, got 9",
                "--noise|-1|--noise: expected a positive number, got -1.0",
                "--noise|NaN|--noise: expected a positive number, got NaN",
                "--lr|0|--lr: expected a positive number, got 0.0",
                "--lr|x|expected a number, got 'x'",
                "--threads|0|--threads: expected a number from 1 to 1024, got 0",
                "--model|svm|--model: expected tv, optnet, optnet-tv, learn-d, fc or all, got 'svm'",
                "--model|fc,svm|got 'svm'",
                "--backend|abacus|abacus"
            })
    void badOptionsAreOneLine(String option, String value, String message) throws Exception {
        String errors = errors(
                ExitCodes.BAD_INPUT,
                "denoise",
                option,
                value,
                "--out",
                folder.resolve("run").toString());
        assertTrue(errors.contains(message), errors);
        assertEquals(1, errors.lines().count(), errors);
        try (Stream<Path> made = Files.list(folder)) {
            assertEquals(0, made.count());
        }
    }

    @Test
    void aTrainingThatDivergesIsOneLine() {
        PrintStream out = System.out;
        System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        try {
            String errors = errors(
                    ExitCodes.NOT_SOLVED,
                    "denoise --model fc --lr 1e200 --train 20 --test 10 --batch 10 --length 10 --backend java --out "
                            .concat(folder.toString())
                            .split(" "));
            assertTrue(
                    errors.startsWith(
                            "optnet4j denoise: fc: expected a finite training loss, got NaN in epoch 1 at step 2"),
                    errors);
            assertEquals(1, errors.lines().count(), errors);
        } finally {
            System.setOut(out);
        }
    }

    @Test
    void runs() {
        String[] args = {
            "denoise",
            "--model",
            "tv,learn-d",
            "--epochs",
            "1",
            "--train",
            "20",
            "--test",
            "10",
            "--length",
            "10",
            "--backend",
            "java",
            "--out",
            folder.toString()
        };
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertEquals(ExitCodes.OK, Main.run(args), () -> Arrays.toString(args));
        } finally {
            System.setOut(out);
        }
        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("OptNet, learned D"), bytes::toString);
    }
}
