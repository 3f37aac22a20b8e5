package org.optnet4j.experiments.representation;

import static org.optnet4j.layer.Parametrisation.input;

import java.util.Arrays;
import java.util.Map;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.LayerForward;
import org.optnet4j.layer.QpLayer;

/**
 * The projection onto the probability simplex, <i>max(0, x - &tau;)</i> with the threshold at which it adds up to one:
 * minimise <i>&frac12; |z - x|&sup2;</i> subject to <i>1'z = 1, z &ge; 0</i>.
 */
final class SimplexProjection implements Representation {
    private final int n;

    SimplexProjection(int n) {
        this.n = n;
    }

    @Override
    public String name() {
        return "projection onto the simplex";
    }

    @Override
    public Size size() {
        return new Size(n, n, 1);
    }

    @Override
    public int inputs() {
        return n;
    }

    @Override
    public int outputs() {
        return n;
    }

    @Override
    public double distanceToKink(double[] x) {
        double threshold = threshold(x);
        return Arrays.stream(x).map(each -> Math.abs(each - threshold)).min().orElseThrow();
    }

    /** By sorting: the largest numbers stay as long as each is above the threshold that it makes itself. */
    private static double threshold(double[] x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double sum = -1;
        double threshold = 0;
        for (int kept = 1; kept <= x.length; kept++) {
            double next = sorted[x.length - kept];
            if (kept > 1 && next <= threshold) {
                break;
            }
            sum += next;
            threshold = sum / kept;
        }
        return threshold;
    }

    @Override
    public Evaluation byLayer(QpSolver solver, Numbers numbers, Points points) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        QpLayer layer = QpLayer.builder(n, n, 1)
                .Q(numbers.fixed(Numbers.diagonal(n, 1)))
                .q(input("q"))
                .A(numbers.fixed(ones))
                .b(numbers.fixed(1))
                .G(numbers.fixed(Numbers.diagonal(n, -1)))
                .h(numbers.fixed(new double[n]))
                .build();
        double[] minusX = Numbers.negated(points.x());
        try (LayerForward pass = layer.forward(solver, points.count(), Map.of("q", numbers.perProblem(minusX)))) {
            double[] byQ =
                    pass.backward(numbers.perProblem(points.upstream())).of("q").toDoubles();
            Gradients found = new Gradients().put("x", Numbers.negated(byQ));
            return new Evaluation(pass.x().toDoubles(), found.byName());
        }
    }

    @Override
    public Evaluation closedForm(Points points) {
        double[] values = new double[points.x().length];
        double[] byX = new double[values.length];
        for (int from = 0; from < values.length; from += n) {
            double threshold = threshold(Arrays.copyOfRange(points.x(), from, from + n));
            double sum = 0;
            int kept = 0;
            for (int k = from; k < from + n; k++) {
                values[k] = Math.max(0, points.x()[k] - threshold);
                sum += values[k] > 0 ? points.upstream()[k] : 0;
                kept += values[k] > 0 ? 1 : 0;
            }
            for (int k = from; k < from + n; k++) {
                byX[k] = values[k] > 0 ? points.upstream()[k] - sum / kept : 0;
            }
        }
        return new Evaluation(values, new Gradients().put("x", byX).byName());
    }
}
