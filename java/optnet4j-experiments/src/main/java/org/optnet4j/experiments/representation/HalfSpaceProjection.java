package org.optnet4j.experiments.representation;

import static org.optnet4j.layer.Parametrisation.input;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.LayerForward;
import org.optnet4j.layer.LayerGradients;
import org.optnet4j.layer.QpLayer;

/**
 * The projection onto a half-space, <i>x - max(0, a'x - c) a / |a|&sup2;</i>: minimise <i>&frac12; |z - x|&sup2;</i> subject to
 * <i>a'z &le; c</i>. The only one here with a gradient with respect to G that is more than signs.
 */
final class HalfSpaceProjection implements Representation {
    private final double[] a;
    private final double c;

    HalfSpaceProjection(double[] a, double c) {
        this.a = a;
        this.c = c;
    }

    static HalfSpaceProjection random(int n, SplittableRandom random) {
        return new HalfSpaceProjection(Draw.normals(n, random), random.nextGaussian());
    }

    @Override
    public String name() {
        return "projection onto a half-space";
    }

    @Override
    public Size size() {
        return new Size(a.length, 1, 0);
    }

    @Override
    public int inputs() {
        return a.length;
    }

    @Override
    public int outputs() {
        return a.length;
    }

    @Override
    public double distanceToKink(double[] x) {
        return Math.abs(excess(x, 0));
    }

    private double excess(double[] x, int from) {
        double excess = -c;
        for (int j = 0; j < a.length; j++) {
            excess += a[j] * x[from + j];
        }
        return excess;
    }

    @Override
    public Evaluation byLayer(QpSolver solver, Numbers numbers, Points points) {
        int n = a.length;
        QpLayer layer = QpLayer.builder(n, 1, 0)
                .Q(numbers.fixed(Numbers.diagonal(n, 1)))
                .q(input("q"))
                .G(input("G"))
                .h(input("h"))
                .build();
        double[] minusX = Numbers.negated(points.x());
        try (LayerForward pass = layer.forward(
                solver,
                points.count(),
                Map.of("q", numbers.perProblem(minusX), "G", numbers.shared(a), "h", numbers.shared(c)))) {
            LayerGradients gradients = pass.backward(numbers.perProblem(points.upstream()));
            Gradients found = new Gradients()
                    .put("x", Numbers.negated(gradients.of("q").toDoubles()))
                    .put("a", gradients.of("G").toDoubles())
                    .put("c", gradients.of("h").toDoubles());
            return new Evaluation(pass.x().toDoubles(), found.byName());
        }
    }

    @Override
    public Evaluation closedForm(Points points) {
        int n = a.length;
        double[] values = points.x().clone();
        double[] byX = points.upstream().clone();
        double[] byA = new double[n];
        double[] byC = new double[1];
        double squares = Arrays.stream(a).map(each -> each * each).sum();
        for (int from = 0; from < values.length; from += n) {
            double excess = excess(points.x(), from);
            if (excess <= 0) {
                continue;
            }
            double along = 0;
            for (int j = 0; j < n; j++) {
                along += a[j] * points.upstream()[from + j];
            }
            byC[0] += along / squares;
            for (int j = 0; j < n; j++) {
                values[from + j] -= excess * a[j] / squares;
                byX[from + j] -= along * a[j] / squares;
                byA[j] -= (points.x()[from + j] * along + excess * points.upstream()[from + j]) / squares
                        - 2 * excess * along * a[j] / (squares * squares);
            }
        }
        Gradients gradients = new Gradients().put("x", byX).put("a", byA).put("c", byC);
        return new Evaluation(values, gradients.byName());
    }
}
