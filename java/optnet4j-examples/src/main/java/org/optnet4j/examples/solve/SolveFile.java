package org.optnet4j.examples.solve;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.QpSolver;
import org.optnet4j.QpStatus;
import org.optnet4j.RaggedSolution;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;

/** From a file of problems to a file of answers. */
public final class SolveFile {
    private final Precision precision;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param precision to solve in
     * @param out where answers go if no file is named
     * @param err where to say how it went
     */
    public SolveFile(Precision precision, PrintStream out, PrintStream err) {
        this.precision = precision;
        this.out = out;
        this.err = err;
    }

    /**
     * Reads all problems; nothing is solved unless all of them are well-formed.
     *
     * @param file the input, or {@code -} for standard input
     * @return the problems, to be given to {@link #solve}
     * @throws InputException if the input cannot be read or is malformed
     */
    public Problems read(String file) {
        if (file.equals("-")) {
            return new Problems(ProblemReader.read("standard input", System.in, precision));
        }
        if (Files.isDirectory(Path.of(file))) {
            throw new InputException(file + ": expected a JSON, .npz or .qps file, got a folder");
        }
        FileFormat format = FileFormat.of(file);
        if (format == FileFormat.NPZ) {
            return new Problems(List.of(new PrecisionCheck(file, precision).check(NpzProblem.read(Path.of(file)))));
        }
        if (format == FileFormat.QPS) {
            return new Problems(List.of(new PrecisionCheck(file, precision).check(QpsProblem.read(Path.of(file)))));
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new Problems(ProblemReader.read(file, in, precision));
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + AtomicFile.reason(e), e);
        }
    }

    /**
     * Solves the problems and writes the answers.
     *
     * @param problems to solve
     * @param solver to solve them with
     * @param output where to write, or null for standard output
     * @return whether all were solved
     */
    public boolean solve(Problems problems, QpSolver solver, @Nullable Path output) {
        Solved answers = Solved.of(problems.list, precision, solver);
        if (output != null) {
            AtomicFile.write(output, stream -> ResultWriter.write(solver.backend(), answers, stream));
        } else {
            print(solver.backend(), answers);
        }
        err.println(summary(solver.backend(), answers.solution()));
        return answers.solution().allSolved();
    }

    private void print(String backend, Solved answers) {
        try {
            OutputStream stream = new BufferedOutputStream(out, 1 << 16);
            ResultWriter.write(backend, answers, stream);
            stream.flush();
        } catch (IOException e) {
            throw new InputException("standard output: cannot be written: " + AtomicFile.reason(e), e);
        }
    }

    private static String summary(String backend, RaggedSolution solution) {
        String each = Arrays.stream(QpStatus.values())
                .filter(status -> solution.count(status) > 0)
                .map(status -> solution.count(status) + " " + status)
                .collect(Collectors.joining(", "));
        return solution.size() + (solution.size() == 1 ? " problem" : " problems") + " on back end " + backend
                + (each.isEmpty() ? "" : ": " + each);
    }

    /** Well-formed problems, read and not yet solved. */
    public static final class Problems {
        private final List<Problem> list;

        private Problems(List<Problem> list) {
            this.list = list;
        }

        /**
         * The problems one by one.
         *
         * @return them in the order of the file
         */
        public List<Problem> list() {
            return list;
        }
    }
}
