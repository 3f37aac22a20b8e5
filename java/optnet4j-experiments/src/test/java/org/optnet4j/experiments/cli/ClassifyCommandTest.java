package org.optnet4j.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code classify} says about options that cannot be. */
class ClassifyCommandTest {
    @TempDir
    private Path folder;

    @Test
    void numbersOutOfRange() {
        refused("--epochs: expected at least 1, got 0", "--epochs", "0");
        refused("--batch: expected at least 1, got -3", "--batch", "-3");
        refused("--train-limit: expected at least 1, got 0", "--train-limit", "0");
        refused("--threads: expected a number from 1 to 1024, got 0", "--threads", "0");
        refused("--lr: expected a positive number, got 0.0", "--lr", "0");
        refused("--lr: expected a positive number, got NaN", "--lr", "NaN");
    }

    @Test
    void wordsThatAreNone() {
        refused("expected a whole number, got 'x'", "--seeds", "1,x");
        refused("expected one of [optnet, fc, both]", "--model", "conv");
    }

    @Test
    void noData() {
        refused("--data " + folder + ": expected a folder with train-images-idx3-ubyte", "--data", folder.toString());
    }

    private void refused(String message, String... options) {
        List<String> args = new ArrayList<>(
                List.of("classify", "--out", folder.resolve("out").toString()));
        args.addAll(List.of(options));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertEquals(2, Main.run(args.toArray(String[]::new)));
        } finally {
            System.setErr(console);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains(message), text);
        assertEquals(1, text.lines().count(), text);
    }
}
