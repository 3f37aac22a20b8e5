package org.optnet4j.benchmarks.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.Backends;
import org.optnet4j.benchmarks.peers.CholeskyLibrary;
import org.optnet4j.benchmarks.peers.JvmSolver;
import org.optnet4j.benchmarks.peers.Versions;
import org.optnet4j.benchmarks.problems.BenchmarkCase;
import org.optnet4j.benchmarks.problems.Problems;
import org.optnet4j.benchmarks.results.Call;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.benchmarks.results.Status;

/** What is measured, in this order. */
final class Plan {
    private static final List<String> CALLS = List.of(Call.FORWARD, Call.BACKWARD, Call.BOTH);
    private static final int MATRICES = 256;

    private final int cores;
    private final Pattern only;
    /** For each back end why it cannot be measured here; empty if it can. */
    private final Map<String, String> unavailable = new LinkedHashMap<>();

    private final List<Job> jobs = new ArrayList<>();
    private @Nullable Batch last;

    /** Problems that were made last. */
    private record Batch(BenchmarkCase of, Problems problems) {}

    private Plan(int cores, Pattern only) {
        this.cores = cores;
        this.only = only;
        for (String name : List.of("cuda", "cpu", "java")) {
            unavailable.put(name, "not part of this build");
        }
        for (Backend backend : Backends.all()) {
            unavailable.replace(backend.name(), String.join("; ", backend.unavailableReasons()));
        }
    }

    /**
     * The measurements whose case has a part that matches.
     *
     * @param cores threads of those measurements that use all
     * @param only what the name of a case must have
     */
    static List<Job> jobs(int cores, Pattern only) {
        Plan plan = new Plan(cores, only);
        BenchmarkCase.all().forEach(plan::solvers);
        plan.batches();
        plan.calls();
        plan.cholesky();
        return plan.jobs;
    }

    private void solvers(BenchmarkCase each) {
        for (String backend : unavailable.keySet()) {
            for (String call : CALLS) {
                optnet(each, each.name(), backend, 1, call, OptnetBatch.Storage.HEAP, 1);
            }
            onAllCores(each, each.name(), backend, OptnetBatch.Storage.HEAP);
            if (each.bounds()) {
                String name = each.name() + " bounds";
                optnet(each, name, backend, 1, Call.FORWARD, OptnetBatch.Storage.BOUNDS, 1);
                onAllCores(each, name, backend, OptnetBatch.Storage.BOUNDS);
            }
            if (each.sharing()) {
                for (String call : CALLS) {
                    optnet(each, each.name() + " shared", backend, 1, call, OptnetBatch.Storage.SHARED, 1);
                }
            }
        }
        for (JvmSolver solver : JvmSolver.values()) {
            Row row = row(each, each.name(), solver.title(), cores, Call.FORWARD, solver.version());
            add(
                    row,
                    2 * cores,
                    count ->
                            new PeerTrial(solver.solver(), cores, problems(each).first(count)));
        }
    }

    private void onAllCores(BenchmarkCase each, String name, String backend, OptnetBatch.Storage storage) {
        if (cores > 1 && !backend.equals("cuda")) {
            optnet(each, name, backend, cores, Call.FORWARD, storage, 1);
        }
    }

    private void batches() {
        for (int batch = 64; batch <= 4096; batch *= 2) {
            BenchmarkCase each = BenchmarkCase.random(16, 16, 0, batch);
            for (String backend : List.of("cuda", "cpu")) {
                for (String call : CALLS) {
                    optnet(
                            each,
                            each.name() + " batch " + batch,
                            backend,
                            1,
                            call,
                            OptnetBatch.Storage.HEAP,
                            each.batch());
                }
            }
        }
    }

    /** What a call from Java costs: arrays beside direct buffers, and a problem so small that little else is left. */
    private void calls() {
        BenchmarkCase each = BenchmarkCase.random(16, 16, 0, 1024);
        BenchmarkCase smallest = BenchmarkCase.random(1, 1, 0, 1);
        for (String call : CALLS) {
            optnet(each, each.name() + " arrays", "cpu", 1, call, OptnetBatch.Storage.HEAP, each.batch());
            optnet(each, each.name() + " direct buffers", "cpu", 1, call, OptnetBatch.Storage.DIRECT, each.batch());
            optnet(smallest, smallest.name() + " batch 1", "cpu", 1, call, OptnetBatch.Storage.HEAP, 1);
        }
    }

    private void cholesky() {
        Row peak = new Row(
                "peak of one core",
                "",
                0,
                0,
                0,
                MultiplyAddTrial.COUNT,
                "float64",
                "multiply-add loop",
                "",
                1,
                Call.MULTIPLY_ADD,
                null,
                null,
                Status.MISSING,
                "not measured");
        add(peak, peak.batch(), count -> new MultiplyAddTrial());
        for (int n : new int[] {8, 16, 32, 64, 128, 256}) {
            int batch = n < 256 ? MATRICES : MATRICES / 4;
            for (CholeskyLibrary library : CholeskyLibrary.values()) {
                for (String call : List.of(Call.FACTOR, Call.FACTOR_AND_SOLVE)) {
                    Row row = new Row(
                            "Cholesky " + n,
                            "",
                            n,
                            0,
                            0,
                            batch,
                            "float64",
                            library.title(),
                            library.version(),
                            1,
                            call,
                            null,
                            null,
                            Status.MISSING,
                            "not measured");
                    if (library.unavailable().isPresent()) {
                        add(row, library.unavailable().get());
                    } else {
                        add(row, batch, count -> new CholeskyTrial(library, n, count, call));
                    }
                }
            }
        }
    }

    private void optnet(
            BenchmarkCase each,
            String name,
            String backend,
            int threads,
            String call,
            OptnetBatch.Storage storage,
            int least) {
        Row row = row(each, name, "optnet4j " + backend, threads, call, Versions.of("optnet4j"));
        String reason = unavailable.get(backend);
        if (reason.isEmpty()) {
            add(
                    row,
                    least,
                    count -> new QpTrial(backend, threads, problems(each).first(count), storage, call));
        } else {
            add(row, reason);
        }
    }

    private static Row row(BenchmarkCase each, String name, String solver, int threads, String call, String version) {
        // Only batches that are compared with other solvers are in a file.
        String file = name.equals(each.name()) ? each.file() : "";
        return new Row(
                name,
                file,
                each.n(),
                each.m(),
                each.p(),
                each.batch(),
                "float64",
                solver,
                version,
                threads,
                call,
                null,
                null,
                Status.MISSING,
                "not measured");
    }

    private void add(Row row, int least, IntFunction<Trial> start) {
        if (only.matcher(row.caseName()).find()) {
            jobs.add(new Job(row, least, null, start));
        }
    }

    private void add(Row row, String missing) {
        if (only.matcher(row.caseName()).find()) {
            jobs.add(new Job(row, row.batch(), missing, count -> {
                throw new IllegalStateException(missing);
            }));
        }
    }

    /** Makes the problems of a case, or remembers them from the job before. */
    private Problems problems(BenchmarkCase each) {
        Batch known = last;
        if (known == null || known.of != each) {
            known = new Batch(each, each.problems());
            last = known;
        }
        return known.problems;
    }
}
