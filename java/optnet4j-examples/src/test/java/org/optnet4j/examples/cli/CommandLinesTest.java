package org.optnet4j.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.examples.testing.Cli;

class CommandLinesTest {
    private static final OutputStream FULL = new OutputStream() {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "solve FOLDER/solved.json --backend java",
                "solve FOLDER/not-solved.json --backend java",
                "suite FOLDER --backend java",
                "stress --count 3 --backend java",
                "info",
                "--version"
            })
    void anOutputThatIsLostIsOneLineAndExitCode2(String args) throws Exception {
        Files.writeString(folder.resolve("solved.json"), "{\"problems\":[{\"Q\":[[2]],\"q\":[-2]}]}");
        Files.writeString(folder.resolve("not-solved.json"), "{\"problems\":[{\"Q\":[[-2]],\"q\":[-2]}]}");
        Cli cli = Cli.run(
                CommandLinesTest::runWithAFullDisk,
                args.replace("FOLDER", folder.toString()).split(" "));
        assertEquals(2, cli.exitCode(), cli.err());
        String last = cli.err().lines().reduce("", (before, line) -> line);
        assertTrue(last.startsWith("optnet4j: standard output: cannot be written"), cli.err());
    }

    private static int runWithAFullDisk(String... args) {
        System.setOut(new PrintStream(FULL));
        return Main.run(args);
    }
}
