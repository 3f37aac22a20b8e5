package org.optnet4j.internal.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.AvailableBackends;

/** Resident memory stays flat; {@code -Doptnet4j.soak.seconds=600} for a real soak. */
@EnabledOnOs(OS.LINUX)
class SoakTest {
    private static final double SECONDS = Double.parseDouble(System.getProperty("optnet4j.soak.seconds", "5"));
    private static final long ALLOWED_KIB = 24 * 1024;

    /** What solutions that nobody closed may hold until they make the collector run. */
    private static final long LIMIT_KIB = 64 * 1024;

    static Stream<Arguments> ways() {
        return AvailableBackends.names()
                .flatMap(name -> Stream.of(true, false).map(close -> Arguments.of(name, close)));
    }

    @ParameterizedTest(name = "{0}, solutions closed: {1}")
    @MethodSource("ways")
    void residentMemoryStaysFlat(String backend, boolean close) throws Exception {
        // A heap that is all there from the start leaves native memory as the only thing that can grow.
        List<String> options = new ArrayList<>(List.of(
                "-Xms256m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-D" + NativeMemory.LIMIT_PROPERTY + "=" + LIMIT_KIB * 1024));
        options.addAll(ChildJvm.givenLibrary());
        Process child = ChildJvm.start(options, Soak.class, backend, String.valueOf(SECONDS), String.valueOf(close));
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, child.waitFor(), output);
        String[] kib = output.substring(output.lastIndexOf('\n') + 1).split(" ");
        long grown = Long.parseLong(kib[1]) - Long.parseLong(kib[0]);
        System.out.println("soak of " + backend + " for " + SECONDS + " s, solutions closed: " + close + ": resident "
                + kib[0] + " KiB, then " + kib[1] + " KiB");
        assertTrue(grown < ALLOWED_KIB + (close ? 0 : LIMIT_KIB), () -> "grew by " + grown + " KiB: " + output);
    }
}
