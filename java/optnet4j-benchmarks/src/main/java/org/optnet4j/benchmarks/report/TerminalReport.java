package org.optnet4j.benchmarks.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.optnet4j.benchmarks.results.Call;
import org.optnet4j.benchmarks.results.Results;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.benchmarks.results.Status;

/** All results as text: a line for each case, solver and number of threads, the accuracy that was reached beside the times. */
public final class TerminalReport {
    private final Selection rows;

    private TerminalReport(Results results) {
        rows = new Selection(results).where(row -> row.status() != Status.MISSING);
    }

    /**
     * The report.
     *
     * @param results what was measured
     * @return several lines, with a line break at the end
     */
    public static String of(Results results) {
        TerminalReport report = new TerminalReport(results);
        StringBuilder text = new StringBuilder();
        text.append(results.machine().processor()).append(", ");
        text.append(results.machine().cores()).append(" cores; ");
        text.append(results.machine().os())
                .append("; ")
                .append(results.machine().runtime());
        text.append(". Microseconds per problem.\n\n");
        text.append(report.table("case", Call.FORWARD, Call.BACKWARD, Call.BOTH, "worst KKT residual"));
        text.append(report.table("matrices", Call.FACTOR, Call.FACTOR_AND_SOLVE, null, "worst residual"));
        report.rows.where(row -> row.call().equals(Call.MULTIPLY_ADD)).rows().stream()
                .filter(row -> row.status() == Status.OK)
                .forEach(row -> text.append("peak of one core: ")
                        .append(Figure.of(Rates.peak(row)))
                        .append(" GFLOP/s (")
                        .append(row.solver())
                        .append(")\n"));
        notes(results).forEach(text::append);
        return text.toString();
    }

    private String table(String first, String call, String second, @Nullable String third, String accuracy) {
        Table table = new Table(
                2,
                third == null
                        ? List.of(first, "solver", "threads", "batch", call, second, accuracy)
                        : List.of(first, "solver", "threads", "batch", call, second, third, accuracy));
        Selection wanted = rows.where(row -> row.call().equals(call)
                || row.call().equals(second)
                || row.call().equals(third));
        for (String caseName : wanted.cases()) {
            Selection ofCase = wanted.where(row -> row.caseName().equals(caseName));
            for (Selection.Solver solver : ofCase.solvers()) {
                Selection ofSolver =
                        ofCase.where(row -> row.solver().equals(solver.name()) && row.threads() == solver.threads());
                table.add(Stream.of(
                                caseName,
                                solver.name(),
                                String.valueOf(solver.threads()),
                                String.valueOf(ofSolver.rows().get(0).batch()),
                                Figure.time(ofSolver.find(caseName, solver, call)),
                                Figure.time(ofSolver.find(caseName, solver, second)),
                                third == null ? "" : Figure.time(ofSolver.find(caseName, solver, third)),
                                Figure.residual(ofSolver.worstResidual()))
                        .filter(cell -> !cell.isEmpty())
                        .toList());
            }
        }
        return table.isEmpty() ? "" : table.text() + "\n";
    }

    /** What failed and what is missing, a line for each reason. */
    private static Set<String> notes(Results results) {
        Set<String> notes = new LinkedHashSet<>();
        for (Row row : results.rows()) {
            if (row.status() == Status.FAILED) {
                notes.add("failed: " + row.solver() + ", " + row.caseName() + ", " + row.call() + ": " + row.reason()
                        + "\n");
            } else if (row.status() == Status.MISSING) {
                notes.add("missing: " + row.solver() + ": " + row.reason() + "\n");
            }
        }
        return notes;
    }
}
