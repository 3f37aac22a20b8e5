package org.optnet4j.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.optnet4j.benchmarks.results.Call;
import org.optnet4j.benchmarks.results.Results;
import org.optnet4j.benchmarks.results.Row;

/** The tables of the documents, as Markdown. */
final class DocumentTables {
    private static final Selection.Solver CPU = new Selection.Solver("optnet4j cpu", 1);
    private static final Selection.Solver JAVA = new Selection.Solver("optnet4j java", 1);

    private final Results results;
    private final Selection rows;

    private DocumentTables(Results results) {
        this.results = results;
        rows = new Selection(results);
    }

    /** The tables by the names that documents know them by. */
    static Map<String, String> of(Results results) {
        DocumentTables tables = new DocumentTables(results);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("machine", tables.machine());
        all.put("readme", tables.machine() + "\n" + tables.core("F1 [0-9,]+|F2 .* shared"));
        all.put("core", tables.core("F\\d [0-9,]+( shared| bounds)?"));
        all.put("solvers", tables.solvers());
        all.put("batch", tables.core("F1 16,16,0 batch \\d+"));
        all.put("threads", tables.threads());
        all.put("java", tables.java());
        all.put("calls", tables.core("F1 16,16,0 (arrays|direct buffers)|F1 1,1,0 batch 1"));
        all.put("cholesky", tables.cholesky());
        return all;
    }

    private String machine() {
        return results.machine().processor() + ", " + results.machine().cores() + " cores, "
                + results.machine().os() + ", " + results.machine().runtime() + ", " + results.date() + ":\n`"
                + results.command() + "`.\n";
    }

    /** The cpu back end on one thread. */
    private String core(String cases) {
        Table table = new Table(
                1,
                List.of(
                        "n,m,p",
                        "batch",
                        "forward",
                        "backward",
                        "forward+backward",
                        "backward / forward",
                        "worst KKT residual"));
        Selection wanted = rows.where(row -> row.caseName().matches(cases) && of(row, CPU));
        for (String name : wanted.cases()) {
            Selection ofCase = wanted.where(row -> row.caseName().equals(name));
            table.add(List.of(
                    name,
                    String.valueOf(ofCase.rows().get(0).batch()),
                    Figure.time(ofCase.find(name, CPU, Call.FORWARD)),
                    Figure.time(ofCase.find(name, CPU, Call.BACKWARD)),
                    Figure.time(ofCase.find(name, CPU, Call.BOTH)),
                    Figure.ratio(ofCase.time(name, CPU, Call.BACKWARD) / ofCase.time(name, CPU, Call.FORWARD)),
                    Figure.residual(ofCase.worstResidual())));
        }
        return table.markdown();
    }

    /** Every solver: time, and the worst residual in brackets. */
    private String solvers() {
        Selection forward = forwardOfFiles();
        List<Selection.Solver> solvers = List.copyOf(forward.solvers());
        List<String> header = new ArrayList<>(List.of("n,m,p"));
        solvers.forEach(solver -> header.add(solver.title()));
        Table table = new Table(1, header);
        for (String name : forward.cases()) {
            table.add(Stream.concat(
                            Stream.of(name),
                            solvers.stream().map(solver -> cell(forward.find(name, solver, Call.FORWARD))))
                    .toList());
        }
        return table.markdown();
    }

    /** Of the batches that are in files, also where bounds of variables are given as such. */
    private Selection forwardOfFiles() {
        return rows.where(row -> row.call().equals(Call.FORWARD)
                && (!row.file().isEmpty() || row.caseName().endsWith(" bounds")));
    }

    private static String cell(@Nullable Row row) {
        String time = Figure.time(row);
        return row == null || time.equals(Figure.NONE)
                ? Figure.NONE
                : time + " (" + Figure.residual(row.worstResidual()) + ")";
    }

    private String threads() {
        Selection.Solver all =
                new Selection.Solver(CPU.name(), results.machine().cores());
        Table table = new Table(1, List.of("n,m,p", "1 thread", all.threads() + " threads", "times as fast"));
        Selection forward = forwardOfFiles();
        for (String name : forward.cases()) {
            table.add(List.of(
                    name,
                    Figure.time(forward.find(name, CPU, Call.FORWARD)),
                    Figure.time(forward.find(name, all, Call.FORWARD)),
                    Figure.ratio(forward.time(name, CPU, Call.FORWARD) / forward.time(name, all, Call.FORWARD))));
        }
        return table.markdown();
    }

    private String java() {
        Table table = new Table(
                1,
                List.of(
                        "n,m,p",
                        "forward, java",
                        "forward, cpu",
                        "java / cpu",
                        "backward, java",
                        "backward, cpu",
                        "java / cpu"));
        Selection inFiles = rows.where(row -> !row.file().isEmpty());
        for (String name : inFiles.cases()) {
            List<String> cells = new ArrayList<>(List.of(name));
            for (String call : List.of(Call.FORWARD, Call.BACKWARD)) {
                cells.add(Figure.time(inFiles.find(name, JAVA, call)));
                cells.add(Figure.time(inFiles.find(name, CPU, call)));
                cells.add(Figure.ratio(inFiles.time(name, JAVA, call) / inFiles.time(name, CPU, call)));
            }
            table.add(cells);
        }
        return table.markdown();
    }

    /** Rates of factorisation; of the peak for the first library. */
    private String cholesky() {
        Selection factors = rows.where(row -> row.call().equals(Call.FACTOR));
        List<Selection.Solver> solvers = List.copyOf(factors.solvers());
        double peak = rows.where(row -> row.call().equals(Call.MULTIPLY_ADD)).rows().stream()
                .mapToDouble(Rates::peak)
                .findFirst()
                .orElse(Double.NaN);
        List<String> header = new ArrayList<>(List.of("n"));
        solvers.forEach(solver -> header.add(solver.title()));
        header.add(CPU.name() + " / peak");
        header.add("worst residual");
        Table table = new Table(1, header);
        for (String name : factors.cases()) {
            Selection ofCase = factors.where(row -> row.caseName().equals(name));
            List<String> cells =
                    new ArrayList<>(List.of(String.valueOf(ofCase.rows().get(0).n())));
            for (Selection.Solver solver : solvers) {
                Row row = factors.find(name, solver, Call.FACTOR);
                cells.add(row == null || Double.isNaN(row.time()) ? Figure.time(row) : Figure.of(Rates.cholesky(row)));
            }
            Row ours = factors.find(name, CPU, Call.FACTOR);
            cells.add(Figure.ratio(ours == null ? Double.NaN : Rates.cholesky(ours) / peak));
            cells.add(Figure.residual(ofCase.worstResidual()));
            table.add(cells);
        }
        return "Peak: " + Figure.of(peak) + " GFLOP/s.\n\n" + table.markdown();
    }

    private static boolean of(Row row, Selection.Solver solver) {
        return row.solver().equals(solver.name()) && row.threads() == solver.threads();
    }
}
