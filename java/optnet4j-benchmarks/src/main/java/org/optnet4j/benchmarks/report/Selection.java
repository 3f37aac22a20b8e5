package org.optnet4j.benchmarks.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.optnet4j.benchmarks.results.Results;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.benchmarks.results.Status;

/** Rows of results by what they are of. */
final class Selection {
    private final List<Row> rows;

    Selection(Results results) {
        this(results.rows());
    }

    private Selection(List<Row> rows) {
        this.rows = rows;
    }

    List<Row> rows() {
        return rows;
    }

    Selection where(Predicate<Row> condition) {
        return new Selection(rows.stream().filter(condition).toList());
    }

    /** Names of cases, in the order of their first rows. */
    Set<String> cases() {
        return rows.stream().map(Row::caseName).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Solvers with the number of their threads, in the order of their first rows. */
    Set<Solver> solvers() {
        return rows.stream()
                .filter(row -> row.status() != Status.MISSING)
                .map(row -> new Solver(row.solver(), row.threads()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The first row of a case, a solver and a call; null if there is none. */
    @Nullable
    Row find(String caseName, Solver solver, String call) {
        return rows.stream()
                .filter(row -> row.caseName().equals(caseName)
                        && row.solver().equals(solver.name())
                        && row.threads() == solver.threads()
                        && row.call().equals(call))
                .findFirst()
                .orElse(null);
    }

    /** The time of that row; NaN if there is none. */
    double time(String caseName, Solver solver, String call) {
        Row row = find(caseName, solver, call);
        return row == null ? Double.NaN : row.time();
    }

    /** The worst residual of the rows that have one; null if none has. */
    @Nullable
    Double worstResidual() {
        return rows.stream()
                .map(Row::worstResidual)
                .filter(residual -> residual != null)
                .max(Double::compare)
                .orElse(null);
    }

    /**
     * A column of a table.
     *
     * @param name of the solver
     * @param threads how many it has
     */
    record Solver(String name, int threads) {
        /** The name, with the threads where they are more than one. */
        String title() {
            return threads == 1 ? name : name + ", " + threads + " threads";
        }
    }
}
