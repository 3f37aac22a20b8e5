package org.optnet4j.experiments.representation;

import static org.optnet4j.layer.Parametrisation.input;

import java.util.Map;
import java.util.SplittableRandom;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.LayerForward;
import org.optnet4j.layer.QpLayer;

/** A linear layer with ReLU, <i>max(0, Wx + b)</i>: minimise <i>&frac12; |z - (Wx + b)|&sup2;</i> subject to <i>z &ge; 0</i>. */
final class Relu implements Representation {
    private final Affine affine;
    private final int n;

    Relu(Affine affine) {
        this.affine = affine;
        this.n = affine.b().length;
    }

    static Relu random(int inputs, int outputs, SplittableRandom random) {
        return new Relu(Affine.random(outputs, inputs, random));
    }

    @Override
    public String name() {
        return "ReLU layer max(0, Wx + b)";
    }

    @Override
    public Size size() {
        return new Size(n, n, 0);
    }

    @Override
    public int inputs() {
        return affine.inputs();
    }

    @Override
    public int outputs() {
        return n;
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
        QpLayer layer = QpLayer.builder(n, n, 0)
                .Q(numbers.fixed(Numbers.diagonal(n, 1)))
                .q(input("q"))
                .G(numbers.fixed(Numbers.diagonal(n, -1)))
                .h(numbers.fixed(new double[n]))
                .build();
        try (LayerForward pass =
                layer.forward(solver, points.count(), Map.of("q", numbers.perProblem(affine.at(points, -1))))) {
            double[] byMinusQ = Numbers.negated(
                    pass.backward(numbers.perProblem(points.upstream())).of("q").toDoubles());
            return new Evaluation(
                    pass.x().toDoubles(), affine.backward(points, byMinusQ).byName());
        }
    }

    @Override
    public Evaluation closedForm(Points points) {
        double[] y = affine.at(points, 1);
        double[] byY = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            byY[i] = y[i] > 0 ? points.upstream()[i] : 0;
            y[i] = Math.max(0, y[i]);
        }
        return new Evaluation(y, affine.backward(points, byY).byName());
    }
}
