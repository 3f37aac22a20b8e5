package org.optnet4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark that can run here runs once, at a tiny size, in this JVM: no times, but they work. */
class SmokeTest {

    @Test
    void everyBenchmarkRuns() throws RunnerException {
        for (Choice choice : Choice.onThisMachine()) {
            if (choice.runnable().isEmpty()) {
                assertEquals(VendorBenchmark.class, choice.benchmark(), "the java back end is always there");
                continue;
            }
            ChainedOptionsBuilder options = new OptionsBuilder()
                    .include(choice.benchmark().getName())
                    .param(choice.parameter(), choice.runnable().toArray(String[]::new))
                    .param("batch", "3")
                    .mode(Mode.SingleShotTime)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .jvmArgs();
            if (choice.benchmark() == QpBenchmark.class) {
                options.param("sizes", "4x3x1", "2x0x0").param("precision", "FLOAT64", "FLOAT32");
                // Has the same parameter.
                options.include(RaggedBenchmark.class.getName()).param("range", "1-5");
            } else if (choice.benchmark() == PeerBenchmark.class) {
                options.param("sizes", "4x3x1");
            } else {
                options.param("n", "4");
            }
            Collection<RunResult> results = new Runner(options.build()).run();
            Set<String> ran = results.stream()
                    .map(result -> result.getParams().getParam(choice.parameter()) + " "
                            + result.getParams().getBenchmark())
                    .collect(Collectors.toSet());
            for (String value : choice.runnable()) {
                for (String method : methods(choice.benchmark())) {
                    String expected = value + " " + QpBenchmark.class.getPackageName() + "." + method;
                    assertTrue(ran.contains(expected), () -> expected + " not in " + ran);
                }
            }
        }
    }

    private static List<String> methods(Class<?> benchmark) {
        if (benchmark == CholeskyBenchmark.class) {
            return List.of("CholeskyBenchmark.factor", "CholeskyBenchmark.factorAndSolve");
        }
        if (benchmark == PeerBenchmark.class) {
            return List.of("PeerBenchmark.forward");
        }
        return benchmark == QpBenchmark.class
                ? List.of(
                        "QpBenchmark.forward",
                        "QpBenchmark.backward",
                        "QpBenchmark.forwardAndBackward",
                        "RaggedBenchmark.forward",
                        "RaggedBenchmark.forwardAndBackward")
                : List.of("VendorBenchmark.factor", "VendorBenchmark.copy");
    }
}
