package org.optnet4j.experiments.representation;

import static org.optnet4j.layer.Parametrisation.input;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.LayerForward;
import org.optnet4j.layer.LayerGradients;
import org.optnet4j.layer.QpLayer;

/** The projection onto a box, x clipped: minimise <i>&frac12; |z - x|&sup2;</i> subject to <i>lower &le; z &le; upper</i>. */
final class BoxProjection implements Representation {
    private final double[] lower;
    private final double[] upper;
    private final int n;

    BoxProjection(double[] lower, double[] upper) {
        this.lower = lower;
        this.upper = upper;
        this.n = lower.length;
    }

    static BoxProjection random(int n, SplittableRandom random) {
        double[] lower = new double[n];
        double[] upper = new double[n];
        Arrays.setAll(lower, i -> -random.nextDouble());
        Arrays.setAll(upper, i -> random.nextDouble());
        return new BoxProjection(lower, upper);
    }

    @Override
    public String name() {
        return "projection onto a box";
    }

    @Override
    public Size size() {
        return new Size(n, 2 * n, 0);
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
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            least = Math.min(least, Math.min(Math.abs(x[i] - lower[i]), Math.abs(x[i] - upper[i])));
        }
        return least;
    }

    @Override
    public Evaluation byLayer(QpSolver solver, Numbers numbers, Points points) {
        double[] G = new double[2 * n * n];
        double[] h = new double[2 * n];
        for (int i = 0; i < n; i++) {
            G[i * n + i] = 1;
            G[(n + i) * n + i] = -1;
            h[i] = upper[i];
            h[n + i] = -lower[i];
        }
        QpLayer layer = QpLayer.builder(n, 2 * n, 0)
                .Q(numbers.fixed(Numbers.diagonal(n, 1)))
                .q(input("q"))
                .G(numbers.fixed(G))
                .h(input("h"))
                .build();
        double[] minusX = Numbers.negated(points.x());
        try (LayerForward pass = layer.forward(
                solver, points.count(), Map.of("q", numbers.perProblem(minusX), "h", numbers.shared(h)))) {
            LayerGradients gradients = pass.backward(numbers.perProblem(points.upstream()));
            double[] byH = gradients.of("h").toDoubles();
            Gradients found = new Gradients()
                    .put("x", Numbers.negated(gradients.of("q").toDoubles()))
                    .put("upper", Arrays.copyOf(byH, n))
                    .put("lower", Numbers.negated(Arrays.copyOfRange(byH, n, 2 * n)));
            return new Evaluation(pass.x().toDoubles(), found.byName());
        }
    }

    @Override
    public Evaluation closedForm(Points points) {
        Gradients gradients = new Gradients();
        double[] values = points.x().clone();
        double[] byX = gradients.of("x", values.length);
        double[] byLower = gradients.of("lower", n);
        double[] byUpper = gradients.of("upper", n);
        for (int k = 0; k < values.length; k++) {
            int i = k % n;
            if (values[k] < lower[i]) {
                values[k] = lower[i];
                byLower[i] += points.upstream()[k];
            } else if (values[k] > upper[i]) {
                values[k] = upper[i];
                byUpper[i] += points.upstream()[k];
            } else {
                byX[k] = points.upstream()[k];
            }
        }
        return new Evaluation(values, gradients.byName());
    }
}
