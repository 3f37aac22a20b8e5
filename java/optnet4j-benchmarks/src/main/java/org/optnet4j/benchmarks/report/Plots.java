package org.optnet4j.benchmarks.report;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.optnet4j.benchmarks.results.Call;
import org.optnet4j.benchmarks.results.Results;
import org.optnet4j.benchmarks.results.Row;
import org.optnet4j.benchmarks.results.Status;

/** The plots of results: time against the number of variables and the batch size, the share of gradients, batched Cholesky. */
public final class Plots {
    private static final Pattern WITHOUT_EQUALITIES = Pattern.compile("F1 (\\d+),\\1,0");
    private static final Pattern BATCH = Pattern.compile("F1 16,16,0 batch \\d+");

    private final Selection rows;

    private Plots(Results results) {
        rows = new Selection(results).where(row -> row.status() == Status.OK);
    }

    /**
     * Draws results; a plot without a point is left out.
     *
     * @param folder where the SVG files go
     * @param results what was measured
     */
    public static void write(Path folder, Results results) {
        Plots plots = new Plots(results);
        plots.variables().write(folder.resolve("time-by-variables.svg"));
        plots.batch().write(folder.resolve("time-by-batch.svg"));
        plots.share().write(folder.resolve("backward-by-variables.svg"));
        plots.cholesky().write(folder.resolve("cholesky.svg"));
    }

    private Plot variables() {
        Plot plot = new Plot("Forward, F1 with m = n, p = 0", "variables n", "microseconds per problem", true);
        Selection forward = cases(WITHOUT_EQUALITIES).where(row -> row.call().equals(Call.FORWARD));
        for (Selection.Solver solver : forward.solvers()) {
            add(plot, solver.title(), forward.where(row -> of(row, solver)), Row::n, Row::time);
        }
        return plot;
    }

    private Plot batch() {
        Plot plot = new Plot("F1 16,16,0, one thread", "problems in the batch", "microseconds per problem", true);
        Selection all = cases(BATCH);
        for (Selection.Solver solver : all.solvers()) {
            for (String call : new String[] {Call.FORWARD, Call.BACKWARD, Call.BOTH}) {
                Selection wanted =
                        all.where(row -> of(row, solver) && row.call().equals(call));
                add(plot, solver.title() + ", " + call, wanted, Row::batch, Row::time);
            }
        }
        return plot;
    }

    private Plot share() {
        Plot plot = new Plot("Backward over forward, F1 with m = n, p = 0", "variables n", "ratio of times", false);
        Selection all = cases(WITHOUT_EQUALITIES);
        Selection backward = all.where(row -> row.call().equals(Call.BACKWARD));
        for (Selection.Solver solver : backward.solvers()) {
            add(
                    plot,
                    solver.title(),
                    backward.where(
                            row -> of(row, solver) && Double.isFinite(all.time(row.caseName(), solver, Call.FORWARD))),
                    Row::n,
                    row -> row.time() / all.time(row.caseName(), solver, Call.FORWARD));
        }
        return plot;
    }

    private Plot cholesky() {
        Plot plot = new Plot("Batched Cholesky factors, one thread, float64", "rows n", "GFLOP/s", false);
        Selection factors = rows.where(row -> row.call().equals(Call.FACTOR));
        for (Selection.Solver solver : factors.solvers()) {
            add(plot, solver.title(), factors.where(row -> of(row, solver)), Row::n, Rates::cholesky);
        }
        int[] sizes = factors.rows().stream().mapToInt(Row::n).sorted().toArray();
        List<Row> peaks =
                rows.where(row -> row.call().equals(Call.MULTIPLY_ADD)).rows();
        if (sizes.length > 0 && !peaks.isEmpty()) {
            plot.line("peak of one core", sizes[0], sizes[sizes.length - 1], Rates.peak(peaks.get(0)));
        }
        return plot;
    }

    private Selection cases(Pattern names) {
        return rows.where(row -> names.matcher(row.caseName()).matches());
    }

    private static boolean of(Row row, Selection.Solver solver) {
        return row.solver().equals(solver.name()) && row.threads() == solver.threads();
    }

    private static void add(
            Plot plot, String name, Selection selection, ToDoubleFunction<Row> x, ToDoubleFunction<Row> y) {
        plot.add(
                name,
                selection.rows().stream().mapToDouble(x).toArray(),
                selection.rows().stream().mapToDouble(y).toArray());
    }
}
