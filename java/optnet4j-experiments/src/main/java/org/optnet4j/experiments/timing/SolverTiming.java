package org.optnet4j.experiments.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;

/** The paper's Figure 2: one problem after the other beside a batch, by batch size. */
final class SolverTiming {
    static final String ACTIVE_SET = "ojAlgo active set, one by one";
    static final String ADMM = "ojAlgo ADMM, one by one";
    static final String SINGLE = "OptNet4J, one by one";
    static final String BATCHED = "OptNet4J, batched";

    private final TimingRequest request;
    private final Stopwatch stopwatch;

    SolverTiming(TimingRequest request, Stopwatch stopwatch) {
        this.request = request;
        this.stopwatch = stopwatch;
    }

    /** Measures all batch sizes, and hands over each time as soon as it is there. */
    List<SolverTime> measure(QpSolver solver, Consumer<SolverTime> each) {
        List<SolverTime> times = new ArrayList<>();
        Consumer<SolverTime> sink = time -> {
            times.add(time);
            each.accept(time);
        };
        for (int batch : request.batches()) {
            PaperProblems wide = PaperProblems.make(batch, request.solverSize(), Precision.FLOAT64, request.seed());
            sink.accept(sequence(ACTIVE_SET, wide, false));
            sink.accept(sequence(ADMM, wide, true));
            for (Precision precision : request.precisions()) {
                PaperProblems problems = PaperProblems.make(batch, request.solverSize(), precision, request.seed());
                sink.accept(single(solver, problems, precision));
                sink.accept(batched(solver, problems, precision));
            }
        }
        return times;
    }

    private SolverTime sequence(String name, PaperProblems problems, boolean admm) {
        OjAlgoSequence sequence = new OjAlgoSequence(problems.chunk(), admm);
        Stopwatch.Median median = stopwatch.median(sequence);
        return time(name, Precision.FLOAT64, problems, median, problems.residual(sequence.answers()));
    }

    private SolverTime single(QpSolver solver, PaperProblems problems, Precision precision) {
        QpBatch[] each =
                IntStream.range(0, problems.count()).mapToObj(problems::alone).toArray(QpBatch[]::new);
        Stopwatch.Median median = stopwatch.median(() -> {
            double begin = Stopwatch.now();
            for (QpBatch one : each) {
                solver.solve(one).close();
            }
            return new double[] {Stopwatch.now() - begin};
        });
        int n = problems.n();
        Answers answers = new Answers(new double[each.length * n], new double[each.length * n]);
        boolean solved = true;
        for (int i = 0; i < each.length; i++) {
            try (QpSolution solution = solver.solve(each[i])) {
                solved &= solution.allSolved();
                solution.x().copyTo(0, answers.x(), i * n, n);
                solution.lambda().copyTo(0, answers.lambda(), i * n, n);
            }
        }
        double residual = solved ? problems.residual(answers) : Double.POSITIVE_INFINITY;
        return time(SINGLE, precision, problems, median, residual);
    }

    private SolverTime batched(QpSolver solver, PaperProblems problems, Precision precision) {
        QpBatch batch = problems.batch();
        Stopwatch.Median median = stopwatch.median(() -> {
            double begin = Stopwatch.now();
            solver.solve(batch).close();
            return new double[] {Stopwatch.now() - begin};
        });
        try (QpSolution solution = solver.solve(batch)) {
            return time(BATCHED, precision, problems, median, problems.residual(solution));
        }
    }

    private static SolverTime time(
            String solver, Precision precision, PaperProblems problems, Stopwatch.Median median, double residual) {
        return new SolverTime(
                solver,
                precision.name().toLowerCase(Locale.ROOT),
                problems.count(),
                median.seconds()[0],
                median.trials(),
                residual);
    }
}
