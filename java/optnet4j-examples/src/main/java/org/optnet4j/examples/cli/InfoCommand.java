package org.optnet4j.examples.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.optnet4j.CudaException;
import org.optnet4j.backend.Backends;
import org.optnet4j.cuda.CudaDevice;
import picocli.CommandLine.Command;

/** {@code optnet4j info}: what this is, what it runs on, and which back ends can work here. */
@Command(
        name = "info",
        description = "Shows version, Java, CPU, devices and back ends, with the reasons why one is unavailable.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class InfoCommand implements Callable<Integer> {
    private static final Path NVIDIA_DEVICES = Path.of("/proc/driver/nvidia/gpus");
    /** Instruction sets that make a difference to the native back end. */
    private static final Set<String> FEATURES =
            Set.of("sse4_2", "avx", "avx2", "fma", "avx512f", "avx512dq", "avx512vl", "asimd", "sve");

    @Override
    public Integer call() {
        PrintStream out = System.out;
        out.println("OptNet4J       " + Version.number());
        out.println("Java           " + System.getProperty("java.vm.name") + " " + Runtime.version() + " ("
                + System.getProperty("java.vendor") + ", " + System.getProperty("java.home") + ")");
        out.println("System         " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch"));
        List<String> cpu = Processor.lines();
        out.println("CPU            " + Processor.model() + ", "
                + Runtime.getRuntime().availableProcessors() + " cores for this process");
        out.println("CPU features   " + features(cpu));
        out.println("GPU devices    " + devices());
        cudaDevices().forEach(line -> out.println("CUDA devices   " + line));
        out.println("Memory         " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB Java heap at most");
        out.println();
        out.print(Backends.report());
        out.println("auto takes " + Backends.select(Backends.AUTO).name());
        return ExitCodes.OK;
    }

    private static List<String> cudaDevices() {
        List<String> reasons = CudaDevice.unavailableReasons();
        if (!reasons.isEmpty()) {
            return List.of("none (" + String.join("; ", reasons) + ")");
        }
        try {
            return CudaDevice.all().stream().map(CudaDevice::toString).toList();
        } catch (CudaException e) {
            return List.of("unknown (" + e.getMessage() + ")");
        }
    }

    private static String features(List<String> cpu) {
        String all = Processor.value(cpu, "flags", Processor.value(cpu, "Features", ""));
        String known = Arrays.stream(all.split(" "))
                .filter(FEATURES::contains)
                .sorted()
                .collect(Collectors.joining(" "));
        return known.isEmpty() ? "unknown" : known;
    }

    private static String devices() {
        if (!Files.isDirectory(NVIDIA_DEVICES)) {
            return "none (no NVIDIA driver is loaded)";
        }
        try (Stream<Path> gpus = Files.list(NVIDIA_DEVICES)) {
            String models = gpus.sorted().map(InfoCommand::model).collect(Collectors.joining(", "));
            return models.isEmpty() ? "none (the NVIDIA driver shows no device)" : models;
        } catch (IOException e) {
            return "unknown (" + NVIDIA_DEVICES + " cannot be read: " + e.getMessage() + ")";
        }
    }

    private static String model(Path gpu) {
        try {
            return Processor.value(
                    Files.readAllLines(gpu.resolve("information"), StandardCharsets.UTF_8), "Model", "unknown model");
        } catch (IOException e) {
            return "unknown model";
        }
    }
}
