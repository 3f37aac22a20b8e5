package org.optnet4j.examples.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

/**
 * What a command did.
 *
 * @param exitCode it ended with
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Cli(int exitCode, String out, String err) {
    /** Runs a command in this JVM. */
    public static Cli run(ToIntFunction<String[]> main, String... args) {
        return runWithInput(main, "", args);
    }

    /** Runs a command in this JVM with the given standard input. */
    public static Cli runWithInput(ToIntFunction<String[]> main, String input, String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var in = System.in;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            int exitCode = main.applyAsInt(args);
            return new Cli(
                    exitCode, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
            System.setIn(in);
        }
    }
}
