package org.optnet4j.internal.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Errors of CUDA, as an emulated device makes them, in JVMs of their own: the JVM lives on, and the message says what. */
@Tag("backend")
class CudaFaultsTest {
    private static final String DEVICES = "OPTNET4J_EMULATED_DEVICES";
    private static final String MEMORY = "OPTNET4J_EMULATED_MEMORY";
    private static final String DRIVER = "OPTNET4J_EMULATED_DRIVER";
    private static final String FAIL = "OPTNET4J_EMULATED_FAIL";

    @BeforeEach
    void onlyWithAnEmulatedDevice() {
        assumeTrue(
                CudaRuntime.devices().stream().anyMatch(device -> device.name().startsWith("Emulated")),
                "there is no emulated device");
    }

    @Test
    void aLostDeviceIsSaidOnEachUse() throws Exception {
        run(Map.of(FAIL, "cudaLaunchKernel:1:719"), "lost");
    }

    @Test
    void aCallThatFailsOnceChangesNothingElse() throws Exception {
        run(Map.of(FAIL, "cudaMemcpyAsync:4:1"), "once");
        run(Map.of(FAIL, "cudaStreamSynchronize:3:1"), "once");
        run(Map.of(FAIL, "cudaLaunchKernel:2:1"), "once");
    }

    @Test
    void whatDoesNotFitIsSolvedInChunks() throws Exception {
        run(Map.of(MEMORY, "20000"), "chunks");
        run(Map.of(), "chunks", "-Doptnet4j.cuda.maxMemory=12000");
    }

    @Test
    void whatDoesNotFitAtAllIsSaidWithBytes() throws Exception {
        run(Map.of(MEMORY, "600"), "full");
        run(Map.of(), "full", "-Doptnet4j.cuda.maxMemory=600");
    }

    @Test
    void nothingLeaks() throws Exception {
        run(Map.of(), "leaks");
        run(Map.of(MEMORY, "300000"), "leaks");
    }

    @Test
    void noDriverIsSaid() throws Exception {
        String output = run(Map.of(DRIVER, "0"), "unavailable");
        assertTrue(output.contains("no NVIDIA driver found"), output);
    }

    @Test
    void anOldDriverIsSaid() throws Exception {
        String output = run(Map.of(DRIVER, "11040"), "unavailable");
        assertTrue(output.contains("the NVIDIA driver supports CUDA 11.4, expected "), output);
    }

    @Test
    void thePropertyChoosesTheDevice() throws Exception {
        String output = run(Map.of(DEVICES, "2"), "report", "-Doptnet4j.cuda.device=1");
        assertTrue(output.contains("cuda: available (device 1: Emulated GPU 1, compute capability 9.0"), output);
        run(Map.of(DEVICES, "2"), "chunks", "-Doptnet4j.cuda.device=1");
    }

    @Test
    void propertiesThatMakeNoSenseAreReasons() throws Exception {
        Map<String, String> twoDevices = Map.of(DEVICES, "2");
        for (String wrong : List.of("2", "-1", "first", "4294967296")) {
            String output = run(twoDevices, "unavailable", "-Doptnet4j.cuda.device=" + wrong);
            assertTrue(
                    output.contains("optnet4j.cuda.device=" + wrong + ": expected the index of a device, 0 to 1"),
                    output);
        }
        for (String wrong : List.of("0", "-5", "much")) {
            String output = run(twoDevices, "unavailable", "-Doptnet4j.cuda.maxMemory=" + wrong);
            assertTrue(
                    output.contains("optnet4j.cuda.maxMemory=" + wrong + ": expected a number of bytes, at least 1"),
                    output);
        }
    }

    private static String run(Map<String, String> environment, String scenario, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-D" + NativeLibrary.PATH_PROPERTY + "=" + System.getProperty(NativeLibrary.PATH_PROPERTY));
        Process process = ChildJvm.start(environment, all, CudaFaults.class, scenario);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        assertTrue(output.strip().endsWith("survived"), output);
        return output;
    }
}
