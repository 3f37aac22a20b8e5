package org.optnet4j.experiments.representation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.Folders;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.plot.Pictures;
import org.optnet4j.examples.random.RandomStreams;

/** Compares every function with its quadratic program, and tells the user. */
public final class RepresentationRun {
    private static final int PARAMETERS = 1;
    private static final int POINTS = 2;
    private static final String PICTURE = "piecewise-linear.png";
    private static final String ROW = "%-38s %-22s %6s %10s %10s   %s%n";

    private final RepresentationRequest request;
    private final String version;
    private final PrintStream out;

    /**
     * Prepares a run.
     *
     * @param request what to do
     * @param version of OptNet4J, for the records
     * @param out where to print
     */
    public RepresentationRun(RepresentationRequest request, String version, PrintStream out) {
        this.request = request;
        this.version = version;
        this.out = out;
    }

    /**
     * Runs to the end.
     *
     * @return whether every function equals its quadratic program
     * @throws org.optnet4j.examples.io.InputException if the results cannot be written
     */
    public boolean run() {
        Numbers numbers = new Numbers(request.precision());
        Tolerance tolerance = Tolerance.of(request.precision());
        try (QpSolver solver = QpSolver.builder()
                .backend(request.backend())
                .settings(tolerance.settings())
                .build()) {
            Folders.create("--out", request.out());
            SumOfHinges drawn = SumOfHinges.random(8, RandomStreams.at(request.seed(), PARAMETERS, 0));
            List<Finding> findings = findings(solver, numbers, drawn);
            JsonFiles.write(
                    request.out().resolve("metrics.json"),
                    new RepresentationMetrics(
                            version, solver.backend(), request.precision().toString(), request.seed(), findings));
            boolean pictured =
                    Pictures.write(request.out().resolve(PICTURE), () -> TwinPicture.draw(drawn, solver, numbers), out);
            out.println("written to " + request.out() + ": metrics.json" + (pictured ? ", " + PICTURE : ""));
            return findings.stream().allMatch(Finding::holds);
        }
    }

    private List<Finding> findings(QpSolver solver, Numbers numbers, SumOfHinges hinges) {
        Tolerance tolerance = Tolerance.of(request.precision());
        out.printf(
                Locale.ROOT,
                "closed form against quadratic program, %s, back end %s, seed %d; largest relative differences at points at "
                        + "least %s from a kink; allowed: values %.0e, gradients %.0e%n%n",
                request.precision(),
                solver.backend(),
                request.seed(),
                tolerance.margin(),
                tolerance.values(),
                tolerance.gradients());
        out.printf(ROW, "what", "quadratic program", "points", "values", "gradients", "");
        Check check = new Check(solver, numbers, request.points());
        List<Finding> findings = new ArrayList<>();
        for (Representation each : representations(hinges)) {
            Finding finding = check.of(each, RandomStreams.at(request.seed(), POINTS, findings.size()));
            findings.add(finding);
            print(finding);
        }
        out.println();
        return findings;
    }

    private List<Representation> representations(SumOfHinges hinges) {
        return List.of(
                Relu.random(10, 20, RandomStreams.at(request.seed(), PARAMETERS, 1)),
                hinges,
                MaxAffine.random(3, 6, RandomStreams.at(request.seed(), PARAMETERS, 2)),
                BoxProjection.random(10, RandomStreams.at(request.seed(), PARAMETERS, 3)),
                new SimplexProjection(10),
                HalfSpaceProjection.random(10, RandomStreams.at(request.seed(), PARAMETERS, 4)));
    }

    private void print(Finding finding) {
        Representation.Size size = finding.size();
        out.printf(
                ROW,
                finding.name(),
                "n = " + size.n() + ", m = " + size.m() + ", p = " + size.p(),
                finding.points(),
                String.format(Locale.ROOT, "%.1e", finding.values()),
                String.format(Locale.ROOT, "%.1e", finding.gradients()),
                finding.holds() ? "equal" : "DIFFERENT (gradient with respect to " + finding.worst() + ")");
    }
}
