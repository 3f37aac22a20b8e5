package org.optnet4j.internal.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Does to the {@code cpu} back end what it must survive, in a JVM that checks every JNI call. */
class MisuseTest {

    /** What {@code -Xcheck:jni} prints, with our native method on top of the stack. */
    private static final Pattern COMPLAINT =
            Pattern.compile("(WARNING|FATAL ERROR) in native method.*\\R\\s*at org\\.optnet4j", Pattern.MULTILINE);

    @Test
    void theJvmSurvivesAndHasNoComplaint() throws Exception {
        assumeTrue(
                NativeLibrary.load().loaded(),
                () -> NativeLibrary.load().reasons().toString());

        Process process = ChildJvm.start(List.of("-Xcheck:jni", "-Doptnet4j.backend=cpu"), Misuse.class);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        assertTrue(output.strip().endsWith("survived"), output);
        assertFalse(COMPLAINT.matcher(output).find(), output);
    }
}
