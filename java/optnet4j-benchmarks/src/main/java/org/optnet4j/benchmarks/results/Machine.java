package org.optnet4j.benchmarks.results;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import org.optnet4j.examples.cli.Processor;

/**
 * Where something was measured.
 *
 * @param processor model, family and widest instruction set
 * @param cores how many this process may use
 * @param os name, version and architecture of the system
 * @param runtime name and version of what ran the solvers: of the JVM, or of Python
 */
public record Machine(
        @JsonProperty(required = true) String processor,
        @JsonProperty(required = true) int cores,
        @JsonProperty(required = true) String os,

        @JsonProperty(required = true) @JsonAlias({"jvm", "python"})
        String runtime) {
    private static final String UNKNOWN = "unknown";
    private static final String FAMILY = " (family ";

    /**
     * The machine that this runs on.
     *
     * @return what it says of itself
     */
    public static Machine current() {
        return new Machine(
                processorHere(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    /**
     * The processor's model, which is what other programs say of it.
     *
     * @return its name
     */
    public String model() {
        int family = processor.indexOf(FAMILY);
        return family < 0 ? processor : processor.substring(0, family);
    }

    /**
     * Whether this can have been measured on the same processor as that. Not every system says which it has.
     *
     * @param other another machine, or the same
     * @return false where both are known and differ
     */
    public boolean canBe(Machine other) {
        return model().equals(other.model())
                || model().equals(UNKNOWN)
                || other.model().equals(UNKNOWN);
    }

    private static String processorHere() {
        List<String> lines = Processor.lines();
        if (lines.isEmpty()) {
            return UNKNOWN;
        }
        List<String> flags = Arrays.asList(value(lines, "flags").split(" "));
        String widest = flags.contains("avx512f") ? ", AVX-512" : flags.contains("avx2") ? ", AVX2" : "";
        String virtual = flags.contains("hypervisor") ? ", virtual machine" : "";
        return value(lines, "model name") + FAMILY + value(lines, "cpu family") + ", model " + value(lines, "model")
                + widest + virtual + ")";
    }

    private static String value(List<String> lines, String key) {
        return Processor.value(lines, key, UNKNOWN);
    }
}
