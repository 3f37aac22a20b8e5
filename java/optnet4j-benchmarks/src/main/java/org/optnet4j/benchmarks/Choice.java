package org.optnet4j.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.Backends;
import org.optnet4j.benchmarks.peers.CholeskyLibrary;
import org.optnet4j.benchmarks.peers.JvmSolver;

/**
 * The values of a benchmark's parameter that need something which a machine may lack.
 *
 * @param benchmark the class of the benchmark
 * @param parameter the name of the parameter
 * @param what the values are, for messages
 * @param reasons for each value why it cannot be run here; empty where it can
 */
record Choice(Class<?> benchmark, String parameter, String what, Map<String, Optional<String>> reasons) {

    /** All of them, on this machine. */
    static List<Choice> onThisMachine() {
        Map<String, Optional<String>> backends = new LinkedHashMap<>();
        for (Backend backend : Backends.all()) {
            List<String> reasons = backend.unavailableReasons();
            backends.put(
                    backend.name(), reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons)));
        }
        backends.putIfAbsent("cuda", Optional.of("not part of this build"));
        Map<String, Optional<String>> vendors = new LinkedHashMap<>();
        for (VendorFactorisation vendor : VendorFactorisation.values()) {
            vendors.put(vendor.name(), VendorLibraries.unavailable(vendor));
        }
        Map<String, Optional<String>> libraries = new LinkedHashMap<>();
        for (CholeskyLibrary library : CholeskyLibrary.values()) {
            libraries.put(library.name(), library.unavailable());
        }
        Map<String, Optional<String>> solvers = new LinkedHashMap<>(backends);
        for (JvmSolver solver : JvmSolver.values()) {
            solvers.put(solver.name(), Optional.empty());
        }
        return List.of(
                new Choice(QpBenchmark.class, "backend", "back end", backends),
                new Choice(PeerBenchmark.class, "solver", "solver", solvers),
                new Choice(CholeskyBenchmark.class, "library", "library", libraries),
                new Choice(VendorBenchmark.class, "vendor", "NVIDIA's", vendors));
    }

    /** The values that can be run here. */
    List<String> runnable() {
        return reasons.keySet().stream()
                .filter(value -> reasons.get(value).isEmpty())
                .toList();
    }

    /** One line for each value that cannot be run here. */
    List<String> skipped() {
        List<String> lines = new ArrayList<>();
        reasons.forEach((value, reason) -> reason.ifPresent(why -> lines.add(what + " " + value + ": " + why)));
        return lines;
    }

    /** One line for each of the given values that cannot be run here. */
    List<String> refused(Collection<String> asked) {
        List<String> lines = new ArrayList<>();
        for (String value : asked) {
            if (!reasons.containsKey(value)) {
                lines.add(parameter + ": expected one of " + reasons.keySet() + ", got " + value);
            } else {
                reasons.get(value).ifPresent(why -> lines.add(what + " " + value + ": " + why));
            }
        }
        return lines;
    }
}
