package org.optnet4j.benchmarks.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.optnet4j.benchmarks.problems.BenchmarkCase;
import org.optnet4j.benchmarks.problems.ProblemFile;
import org.optnet4j.benchmarks.report.Documents;
import org.optnet4j.benchmarks.report.Plots;
import org.optnet4j.benchmarks.report.TerminalReport;
import org.optnet4j.benchmarks.results.Machine;
import org.optnet4j.benchmarks.results.Results;
import org.optnet4j.benchmarks.results.ResultsFile;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.benchmarks.results.Status;
import org.optnet4j.examples.cli.ExitCodes;
import org.optnet4j.examples.cli.Version;
import org.optnet4j.examples.io.Folders;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.terminal.Progress;
import org.optnet4j.examples.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code optnet4j bench}: times of checked answers, on this machine. */
@Command(
        name = "optnet4j bench",
        description = {
            "Times this library, and others of the JVM, on the same problems, in three minutes.",
            "",
            "Everything is measured in one JVM, one after the other, in three rounds: passes over a batch that warm up, "
                    + "then the median of those that count; a time is the median of its rounds. Every answer is checked "
                    + "first (relative KKT residual at most 1e-8, infinity norm), and every gradient of OptNet4J (relative "
                    + "residual of the adjoint system at most 1e-6); a solver that fails the check is shown as failed and "
                    + "gets no time.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeOnExecutionException = ExitCodes.INTERNAL_ERROR,
        footerHeading = "%nExit codes:%n",
        footer = {"  0  done", "  2  bad input", "  3  an answer of OptNet4J failed the check"})
final class BenchCommand implements Callable<Integer> {
    private static final double DEFAULT_SECONDS = 180;

    private final String[] args;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long to measure, about; slow solvers may need longer. Default: 180.")
    private @Nullable Double seconds;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "Only cases that have a part that matches, for example 'F1 (8|16),' or Cholesky. Not "
                    + "with --docs.")
    private @Nullable String only;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the results to a JSON file.")
    private @Nullable Path out;

    @Option(
            names = "--merge",
            paramLabel = "FILE",
            description =
                    "Show the rows of this JSON file too: those of other solvers, measured on a machine with the same "
                            + "processor. Any number of times.")
    private List<Path> merged = new ArrayList<>();

    @Option(names = "--from", paramLabel = "FILE", description = "Measure nothing: take the results of this JSON file.")
    private @Nullable Path from;

    @Option(
            names = "--export",
            paramLabel = "DIR",
            description = "Measure nothing: write the problems to this folder, for other solvers. A .npz file for each "
                    + "case with Q, q, A, b, G, h, float64, the batch as leading axis. With --only or alone.")
    private @Nullable Path export;

    @Option(names = "--plots", paramLabel = "DIR", description = "Draw the results into SVG files in this folder.")
    private @Nullable Path plots;

    @Option(
            names = "--docs",
            paramLabel = "DIR",
            description = "Write the results into README.md, docs/benchmarks.md and plots in docs/benchmarks of this "
                    + "folder, a clone of the repository.")
    private @Nullable Path docs;

    /** @param args what was said on the command line */
    BenchCommand(String... args) {
        this.args = args.clone();
    }

    @Override
    public Integer call() {
        Pattern cases = cases();
        if (export != null) {
            requireNothingBesideExport();
            export(export, cases);
            return ExitCodes.OK;
        }
        // Read first: a bad file should not cost the minutes of a run.
        Results known = from == null ? null : read(from);
        List<Results> others = others(known == null ? Machine.current() : known.machine());
        Results results = known == null ? measured(cases) : known;
        for (Results other : others) {
            results = results.merged(other);
        }
        if (out != null) {
            ResultsFile.write(out, results);
        }
        System.out.print(TerminalReport.of(results));
        if (plots != null) {
            Folders.create("--plots", plots);
            Plots.write(plots, results);
        }
        if (docs != null) {
            Documents.write(docs, results);
        }
        return ExitCodes.solved(results.rows().stream()
                .noneMatch(row -> row.status() == Status.FAILED && row.solver().startsWith("optnet4j")));
    }

    private Pattern cases() {
        try {
            return Pattern.compile(only == null ? "" : only);
        } catch (PatternSyntaxException e) {
            throw new InputException("--only: expected a regular expression, got '" + only + "'", e);
        }
    }

    private void requireNothingBesideExport() {
        Map<String, Boolean> others = new LinkedHashMap<>();
        others.put("--seconds", seconds != null);
        others.put("--out", out != null);
        others.put("--merge", !merged.isEmpty());
        others.put("--from", from != null);
        others.put("--plots", plots != null);
        others.put("--docs", docs != null);
        others.forEach((option, given) -> {
            if (given) {
                throw new InputException(option + ": expected none with --export, which measures nothing, got one");
            }
        });
    }

    /** The results to merge. */
    private List<Results> others(Machine machine) {
        List<Results> others = new ArrayList<>();
        for (Path file : merged) {
            Results other = ResultsFile.read(file);
            if (!other.machine().canBe(machine)) {
                throw new InputException("--merge " + file + ": expected rows measured on " + machine.model()
                        + " like the others, got rows measured on "
                        + other.machine().model());
            }
            others.add(other);
        }
        return others;
    }

    private Results read(Path file) {
        if (seconds != null || only != null) {
            throw new InputException(
                    (seconds != null ? "--seconds" : "--only") + ": expected none with --from, got one");
        }
        return ResultsFile.read(file);
    }

    private Results measured(Pattern cases) {
        if (docs != null && only != null) {
            throw new InputException(
                    "--only: expected none with --docs, got one: the tables of the documents would lose "
                            + "all other cases (--from FILE fills them from a file)");
        }
        double budget = seconds == null ? DEFAULT_SECONDS : seconds;
        if (!(budget > 0 && budget <= 86_400)) {
            throw new InputException("--seconds: expected a number above 0, at most 86400, got " + budget);
        }
        Machine machine = Machine.current();
        List<Job> jobs = Plan.jobs(machine.cores(), cases);
        if (jobs.isEmpty()) {
            throw new InputException("--only: expected a part of the name of a case, got '" + only + "'");
        }
        new Targets(out, plots, docs).require();
        List<Measurement> measurements = jobs.stream().map(Measurement::new).toList();
        long timed = jobs.stream().filter(job -> job.missing() == null).count();
        int rounds = Measurement.ROUNDS;
        try (Progress progress = Progress.start("measuring", rounds * jobs.size(), "", Terminal.current())) {
            for (int round = 1; round <= rounds; round++) {
                for (int i = 0; i < jobs.size(); i++) {
                    progress.note("round " + round + " of " + rounds + ", "
                            + jobs.get(i).row().caseName());
                    measurements.get(i).round(budget / (rounds * timed));
                    progress.step(1);
                }
            }
        }
        List<Row> rows = measurements.stream().map(Measurement::row).toList();
        String command = ("./optnet4j bench " + ShellWords.line(args)).strip();
        return new Results(machine, LocalDate.now().toString(), command, rows);
    }

    private static void export(Path folder, Pattern cases) {
        Folders.create("--export", folder);
        for (BenchmarkCase each : BenchmarkCase.all()) {
            if (cases.matcher(each.name()).find()) {
                ProblemFile.write(folder.resolve(each.file()), each.problems());
                System.out.println(folder.resolve(each.file()));
            }
        }
    }
}
