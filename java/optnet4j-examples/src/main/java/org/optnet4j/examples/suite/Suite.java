package org.optnet4j.examples.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.QpSolver;
import org.optnet4j.QpStatus;
import org.optnet4j.RaggedSolution;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.solve.FileFormat;
import org.optnet4j.examples.solve.Problem;
import org.optnet4j.examples.solve.SolveFile;

/** The problems of a folder, solved one after another. */
public final class Suite {
    /** How far an objective may be from the known one, relative. */
    private static final double LARGEST_ERROR = 1e-6;

    private final List<Path> files;
    private final Reference reference;

    private Suite(List<Path> files, Reference reference) {
        this.files = files;
        this.reference = reference;
    }

    /**
     * What came of all problems.
     *
     * @param allSolved whether each was solved, with the known objective where there is one
     * @param malformed how many files could not be read
     */
    public record Result(boolean allSolved, int malformed) {}

    /**
     * The problems of a folder.
     *
     * @param folder where the files are
     * @return the suite
     * @throws InputException if there is no such folder, or no problem in it
     */
    public static Suite of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + ": expected a folder with problems, got none");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(Suite::isProblem).sorted().toList();
            if (files.isEmpty()) {
                throw new InputException(
                        folder + ": expected problems NAME.npz, NAME.json, NAME.qps, NAME.sif or NAME.mps, got none");
            }
            return new Suite(files, Reference.of(folder));
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be read: " + AtomicFile.reason(e), e);
        }
    }

    private static boolean isProblem(Path file) {
        return FileFormat.of(file.getFileName().toString()) != null;
    }

    /**
     * Solves them and prints a line for each.
     *
     * @param solver to solve them with
     * @param out where to print
     * @return whether all went well
     */
    public Result run(QpSolver solver, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%-16s %5s %5s %5s  %-21s %4s %8s %8s %8s  %17s %8s %9s%n",
                "problem",
                "n",
                "m",
                "p",
                "status",
                "iter",
                "primal",
                "dual",
                "gap",
                "objective",
                "error",
                "ms");
        Totals totals = new Totals();
        for (Path file : files) {
            try {
                List<Problem> problems = new SolveFile(Precision.FLOAT64, out, out)
                        .read(file.toString())
                        .list();
                for (int i = 0; i < problems.size(); i++) {
                    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
                    solve(problems.size() == 1 ? name : name + "[" + i + "]", problems.get(i), solver, out, totals);
                }
            } catch (InputException e) {
                out.println(e.getMessage());
                totals.malformed++;
            }
        }
        totals.print(out);
        return new Result(totals.good == totals.count, totals.malformed);
    }

    private void solve(String name, Problem problem, QpSolver solver, PrintStream out, Totals totals) {
        long start = System.nanoTime();
        RaggedSolution solution = solver.solve(List.of(problem.toQpProblem()));
        double milliseconds = (System.nanoTime() - start) * 1e-6;
        solution.close();
        double objective = problem.objective(solution.objective(0));
        Double error = error(name, problem, objective);
        out.printf(
                Locale.ROOT,
                "%-16s %5d %5d %5d  %-21s %4d %8.1e %8.1e %8.1e  %17.9e %8s %9.2f%n",
                name,
                problem.n(),
                problem.m(),
                problem.p(),
                solution.status(0),
                solution.iterations(0),
                solution.primalResidual(0),
                solution.dualResidual(0),
                solution.gap(0),
                objective,
                error == null ? "" : String.format(Locale.ROOT, "%.1e", error),
                milliseconds);
        totals.add(solution.status(0), error, milliseconds);
    }

    private @Nullable Double error(String name, Problem problem, double objective) {
        Double known = reference.objective(name);
        if (known == null) {
            return null;
        }
        double scale = Math.max(1, Math.max(Math.abs(known), Math.abs(known - problem.constant())));
        return Math.abs(objective - known) / scale;
    }

    /** What is counted over all problems. */
    private static final class Totals {
        private final Map<QpStatus, Integer> perStatus = new EnumMap<>(QpStatus.class);
        private int count;
        private int good;
        private int malformed;
        private double logarithms;
        private double worst;

        void add(QpStatus status, @Nullable Double error, double milliseconds) {
            count++;
            perStatus.merge(status, 1, Integer::sum);
            logarithms += Math.log(milliseconds);
            if (error != null) {
                worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
            }
            if (status == QpStatus.SOLVED && (error == null || error <= LARGEST_ERROR)) {
                good++;
            }
        }

        void print(PrintStream out) {
            out.printf(
                    Locale.ROOT,
                    "%d of %d solved%s %s, worst objective error %.1e, geometric mean %.2f ms%n",
                    good,
                    count,
                    malformed == 0 ? "" : ", " + malformed + " files malformed",
                    perStatus,
                    worst,
                    Math.exp(logarithms / Math.max(1, count)));
        }
    }
}
