package org.optnet4j.experiments.representation;

import static org.optnet4j.layer.Parametrisation.input;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.optnet4j.QpSolver;
import org.optnet4j.layer.LayerForward;
import org.optnet4j.layer.QpLayer;

/**
 * A convex piecewise-linear function, the largest of k affine ones, <i>max<sub>k</sub> (Wx + b)<sub>k</sub></i>: minimise
 * <i>&frac12; z&sup2; + cz</i> subject to <i>z &ge; (Wx + b)<sub>k</sub></i> for all k, where the function is above <i>-c</i>.
 */
final class MaxAffine implements Representation {
    private static final double C = 20;

    private final Affine affine;
    private final int pieces;

    MaxAffine(Affine affine) {
        this.affine = affine;
        this.pieces = affine.b().length;
    }

    static MaxAffine random(int inputs, int pieces, SplittableRandom random) {
        return new MaxAffine(Affine.random(pieces, inputs, random));
    }

    @Override
    public String name() {
        return "largest of " + pieces + " affine functions";
    }

    @Override
    public Size size() {
        return new Size(1, pieces, 0);
    }

    @Override
    public int inputs() {
        return affine.inputs();
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public double distanceToKink(double[] x) {
        double[] y = affine.at(x, 0);
        Arrays.sort(y);
        return Math.min(y[pieces - 1] - y[pieces - 2], y[pieces - 1] + C);
    }

    @Override
    public Evaluation byLayer(QpSolver solver, Numbers numbers, Points points) {
        double[] minusOnes = new double[pieces];
        Arrays.fill(minusOnes, -1);
        QpLayer layer = QpLayer.builder(1, pieces, 0)
                .Q(numbers.fixed(1))
                .q(numbers.fixed(C))
                .G(numbers.fixed(minusOnes))
                .h(input("h"))
                .build();
        try (LayerForward pass =
                layer.forward(solver, points.count(), Map.of("h", numbers.perProblem(affine.at(points, -1))))) {
            double[] byMinusH = Numbers.negated(
                    pass.backward(numbers.perProblem(points.upstream())).of("h").toDoubles());
            return new Evaluation(
                    pass.x().toDoubles(), affine.backward(points, byMinusH).byName());
        }
    }

    @Override
    public Evaluation closedForm(Points points) {
        double[] y = affine.at(points, 1);
        double[] values = new double[points.count()];
        double[] byY = new double[y.length];
        for (int i = 0; i < points.count(); i++) {
            int best = i * pieces;
            for (int k = best + 1; k < (i + 1) * pieces; k++) {
                best = y[k] > y[best] ? k : best;
            }
            values[i] = y[best];
            byY[best] = points.upstream()[i];
        }
        return new Evaluation(values, affine.backward(points, byY).byName());
    }
}
