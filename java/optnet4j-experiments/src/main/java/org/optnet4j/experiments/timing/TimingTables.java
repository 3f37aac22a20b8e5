package org.optnet4j.experiments.timing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.optnet4j.examples.io.AtomicFile;

/** What was measured beside what was published, as Markdown. */
final class TimingTables {
    private final StringBuilder text = new StringBuilder();

    private TimingTables() {}

    /**
     * Writes the tables, atomically.
     *
     * @param file to create or replace
     * @param metrics what was measured
     * @param solverSize variables, and inequalities, of the solvers' problems
     */
    static void write(Path file, TimingMetrics metrics, int solverSize) {
        TimingTables tables = new TimingTables();
        tables.machine(metrics);
        tables.layers(metrics);
        tables.solvers(metrics, solverSize);
        byte[] content = tables.text.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(content));
    }

    private void machine(TimingMetrics metrics) {
        line(
                "%s, %s, back end %s, %s; load average %.2f when this began.%n",
                metrics.processor(),
                threads(metrics.threads()),
                metrics.backend(),
                metrics.java(),
                metrics.loadAverage());
    }

    /** So many, in words. */
    static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }

    private void layers(TimingMetrics metrics) {
        line("Milliseconds for the batch, medians; the paper's are of a Titan X in float32.%n");
        line(
                "| layer | precision | n | forward | backward | worst KKT residual | forward, the paper | backward, the paper |");
        line("|---|---|--:|--:|--:|--:|--:|--:|");
        for (LayerTime time : metrics.layers()) {
            boolean quadratic = time.layer().equals("QP");
            Published forward = quadratic ? Published.QP_FORWARD : Published.LINEAR_FORWARD;
            Published backward = quadratic ? Published.QP_BACKWARD : Published.LINEAR_BACKWARD;
            line(
                    "| %s | %s | %d | %s | %s | %s | %s | %s |",
                    time.layer(),
                    time.precision(),
                    time.n(),
                    milliseconds(time.forwardSeconds()),
                    milliseconds(time.backwardSeconds()),
                    quadratic ? residual(time.residual()) : "-",
                    milliseconds(forward.at(time.n())),
                    milliseconds(backward.at(time.n())));
        }
    }

    private void solvers(TimingMetrics metrics, int size) {
        line("%nProblems of %d variables and %d inequalities.%n", size, size);
        line(
                "| batch | solver | precision | milliseconds for the batch | over batched float64 | trials | worst KKT residual |");
        line("|--:|---|---|--:|--:|--:|--:|");
        for (SolverTime time : metrics.solvers()) {
            double batched = metrics.solvers().stream()
                    .filter(other -> other.batch() == time.batch()
                            && other.solver().equals(SolverTiming.BATCHED)
                            && other.precision().equals("float64"))
                    .mapToDouble(SolverTime::seconds)
                    .findFirst()
                    .orElse(Double.NaN);
            line(
                    "| %d | %s | %s | %s | %.2g | %d | %s |",
                    time.batch(),
                    time.solver(),
                    time.precision(),
                    milliseconds(time.seconds()),
                    time.seconds() / batched,
                    time.trials(),
                    residual(time.residual()));
        }
        for (Published published : new Published[] {Published.SEQUENTIAL, Published.SINGLE, Published.BATCHED}) {
            for (int i = 0; i < published.x().length; i++) {
                line(
                        "| %.0f | %s | | %s | %.2g | | |",
                        published.x()[i],
                        published.name(),
                        milliseconds(published.seconds()[i]),
                        published.seconds()[i] / Published.BATCHED.seconds()[i]);
            }
        }
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String milliseconds(double seconds) {
        return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%.3g", 1e3 * seconds);
    }

    private static String residual(double residual) {
        return Double.isFinite(residual) ? String.format(Locale.ROOT, "%.0e", residual) : "not solved";
    }
}
