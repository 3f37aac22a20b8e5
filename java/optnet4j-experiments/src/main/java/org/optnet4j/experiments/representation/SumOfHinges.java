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
 * Any piecewise-linear function of one number, written as <i>f(x) = w' max(0, Wx + b)</i>, by the paper's construction:
 * minimise <i>&frac12; (z - w't)&sup2; + &frac12; |t|&sup2;</i> subject to <i>t &ge; Wx + b</i>. The least t is the hinges, z their
 * sum. The variables are (z, t); w sits in Q.
 */
final class SumOfHinges implements Representation {
    private final Affine affine;
    private final double[] w;

    SumOfHinges(Affine affine, double[] w) {
        this.affine = affine;
        this.w = w;
    }

    static SumOfHinges random(int hinges, SplittableRandom random) {
        return new SumOfHinges(
                new Affine(slopes(hinges, random), Draw.normals(hinges, random)), Draw.normals(hinges, random));
    }

    /** Normal numbers moved away from zero: a hinge that is nearly flat may have all points in reach close to its kink. */
    static double[] slopes(int count, SplittableRandom random) {
        return Arrays.stream(Draw.normals(count, random))
                .map(slope -> slope + Math.copySign(0.5, slope))
                .toArray();
    }

    @Override
    public String name() {
        return "piecewise linear, sum of " + w.length + " hinges";
    }

    @Override
    public Size size() {
        return new Size(1 + w.length, w.length, 0);
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public double distanceToKink(double[] x) {
        double least = Double.POSITIVE_INFINITY;
        for (double y : affine.at(x, 0)) {
            least = Math.min(least, Math.abs(y));
        }
        return least;
    }

    @Override
    public Evaluation byLayer(QpSolver solver, Numbers numbers, Points points) {
        int k = w.length;
        int n = 1 + k;
        double[] G = new double[k * n];
        for (int i = 0; i < k; i++) {
            G[i * n + 1 + i] = -1;
        }
        QpLayer layer = QpLayer.builder(n, k, 0)
                .Q(input("Q"))
                .q(numbers.fixed(new double[n]))
                .G(numbers.fixed(G))
                .h(input("h"))
                .build();
        double[] upstream = new double[points.count() * n];
        for (int i = 0; i < points.count(); i++) {
            upstream[i * n] = points.upstream()[i];
        }
        try (LayerForward pass = layer.forward(
                solver,
                points.count(),
                Map.of("Q", numbers.shared(quadratic()), "h", numbers.perProblem(affine.at(points, -1))))) {
            LayerGradients gradients = pass.backward(numbers.perProblem(upstream));
            double[] byMinusH = Numbers.negated(gradients.of("h").toDoubles());
            double[] variables = pass.x().toDoubles();
            double[] values = new double[points.count()];
            for (int i = 0; i < points.count(); i++) {
                values[i] = variables[i * n];
            }
            return new Evaluation(
                    values,
                    affine.backward(points, byMinusH)
                            .put("w", throughQuadratic(gradients.of("Q").toDoubles()))
                            .byName());
        }
    }

    /** (1, -w'; -w, I + ww'). */
    private double[] quadratic() {
        int n = 1 + w.length;
        double[] Q = Numbers.diagonal(n, 1);
        for (int i = 1; i < n; i++) {
            Q[i] = -w[i - 1];
            Q[i * n] = -w[i - 1];
            for (int j = 1; j < n; j++) {
                Q[i * n + j] += w[i - 1] * w[j - 1];
            }
        }
        return Q;
    }

    private double[] throughQuadratic(double[] byQ) {
        int n = 1 + w.length;
        double[] byW = new double[w.length];
        for (int i = 1; i < n; i++) {
            byW[i - 1] = -byQ[i] - byQ[i * n];
            for (int j = 1; j < n; j++) {
                byW[i - 1] += (byQ[i * n + j] + byQ[j * n + i]) * w[j - 1];
            }
        }
        return byW;
    }

    @Override
    public Evaluation closedForm(Points points) {
        int k = w.length;
        double[] y = affine.at(points, 1);
        double[] values = new double[points.count()];
        double[] byY = new double[y.length];
        double[] byW = new double[k];
        for (int i = 0; i < points.count(); i++) {
            double upstream = points.upstream()[i];
            for (int j = 0; j < k; j++) {
                double hinge = Math.max(0, y[i * k + j]);
                values[i] += w[j] * hinge;
                byW[j] += upstream * hinge;
                byY[i * k + j] = hinge > 0 ? upstream * w[j] : 0;
            }
        }
        return new Evaluation(values, affine.backward(points, byY).put("w", byW).byName());
    }
}
