package org.optnet4j.experiments.timing;

import ai.djl.ndarray.NDManager;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.cli.Processor;
import org.optnet4j.examples.io.Folders;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.plot.Pictures;
import org.optnet4j.experiments.engine.PyTorch;

/** Measures both figures, one after the other, and tells the user. */
public final class TimingRun {
    private static final String LAYER_ROW = "%-8s %-9s %5s %14s %14s %10s%n";
    private static final String SOLVER_ROW = "%6s  %-31s %-9s %14s %10s%n";
    private static final String LAYERS_PICTURE = "layers.png";
    private static final String SOLVERS_PICTURE = "solvers.png";

    private final TimingRequest request;
    private final String version;
    private final PrintStream out;

    /**
     * Prepares a run.
     *
     * @param request what to do
     * @param version of OptNet4J, for the records
     * @param out where to print
     */
    public TimingRun(TimingRequest request, String version, PrintStream out) {
        this.request = request;
        this.version = version;
        this.out = out;
    }

    /**
     * Runs to the end.
     *
     * @return whether this project's solver solved every problem
     * @throws org.optnet4j.examples.io.InputException if the results cannot be written
     */
    public boolean run() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Stopwatch stopwatch = new Stopwatch(request.trials(), request.warmUpSeconds(), request.mostSeconds());
        try (NDManager manager = PyTorch.open(request.threads());
                QpSolver solver = QpSolver.builder()
                        .backend(request.backend())
                        .pool(new ForkJoinPool(request.threads()))
                        .build()) {
            Folders.create("--out", request.out());
            out.printf(
                    Locale.ROOT,
                    "%s, %s, back end %s, load average %.2f; medians of at most %d trials after the first%n%n",
                    Processor.model(),
                    TimingTables.threads(request.threads()),
                    solver.backend(),
                    load,
                    request.trials() - 1);
            List<LayerTime> layers = layers(stopwatch, solver, manager);
            List<SolverTime> solvers = solvers(stopwatch, solver);
            String java = System.getProperty("java.vm.name") + " " + Runtime.version();
            TimingMetrics metrics = new TimingMetrics(
                    version,
                    solver.backend(),
                    request.threads(),
                    request.seed(),
                    request.trials(),
                    Processor.model(),
                    java,
                    load,
                    layers,
                    solvers);
            JsonFiles.write(request.out().resolve("metrics.json"), metrics);
            TimingTables.write(request.out().resolve("tables.md"), metrics, request.solverSize());
            boolean drawn =
                    Pictures.write(request.out().resolve(LAYERS_PICTURE), () -> TimingPictures.layers(layers), out)
                            && Pictures.write(
                                    request.out().resolve(SOLVERS_PICTURE),
                                    () -> TimingPictures.solvers(solvers, request.solverSize()),
                                    out);
            out.println("written to " + request.out() + ": metrics.json, tables.md"
                    + (drawn ? ", " + LAYERS_PICTURE + ", " + SOLVERS_PICTURE : ""));
            return metrics.solved();
        }
    }

    private List<LayerTime> layers(Stopwatch stopwatch, QpSolver solver, NDManager manager) {
        out.printf("Figure 1: layers, batch of %d, milliseconds for the batch%n", request.layerBatch());
        out.printf(LAYER_ROW, "layer", "precision", "n", "forward", "backward", "residual");
        List<LayerTime> times = new LayerTiming(request, stopwatch)
                .measure(
                        solver,
                        manager,
                        time -> out.printf(
                                LAYER_ROW,
                                time.layer(),
                                time.precision(),
                                time.n(),
                                milliseconds(time.forwardSeconds()),
                                milliseconds(time.backwardSeconds()),
                                time.layer().equals("QP") ? residual(time.residual()) : "-"));
        out.println();
        return times;
    }

    private List<SolverTime> solvers(Stopwatch stopwatch, QpSolver solver) {
        out.printf(
                "Figure 2: solvers, %d variables and inequalities, milliseconds for the batch%n", request.solverSize());
        out.printf(SOLVER_ROW, "batch", "solver", "precision", "forward", "residual");
        List<SolverTime> times = new SolverTiming(request, stopwatch)
                .measure(
                        solver,
                        time -> out.printf(
                                SOLVER_ROW,
                                time.batch(),
                                time.solver(),
                                time.precision(),
                                milliseconds(time.seconds()),
                                residual(time.residual())));
        out.println();
        return times;
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%.4g", 1e3 * seconds);
    }

    private static String residual(double residual) {
        return Double.isFinite(residual) ? String.format(Locale.ROOT, "%.0e", residual) : "not solved";
    }
}
