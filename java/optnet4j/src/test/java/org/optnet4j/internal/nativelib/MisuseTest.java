package org.optnet4j.internal.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.AvailableBackends;

/** Does to the native back ends what they must survive, in a JVM that checks every JNI call. */
@Tag("backend")
class MisuseTest {

    /** What {@code -Xcheck:jni} prints, with our native method on top of the stack. */
    private static final Pattern COMPLAINT =
            Pattern.compile("(WARNING|FATAL ERROR) in native method.*\\R\\s*at org\\.optnet4j", Pattern.MULTILINE);

    static List<String> nativeBackends() {
        return AvailableBackends.names().filter(name -> !name.equals("java")).toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("nativeBackends")
    void theJvmSurvivesAndHasNoComplaint(String backend) throws Exception {
        List<String> options = new ArrayList<>(List.of("-Xcheck:jni", "-Doptnet4j.backend=" + backend));
        options.addAll(ChildJvm.givenLibrary());
        Process process = ChildJvm.start(options, Misuse.class);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        assertTrue(output.strip().endsWith("survived"), output);
        assertFalse(COMPLAINT.matcher(output).find(), output);
    }
}
