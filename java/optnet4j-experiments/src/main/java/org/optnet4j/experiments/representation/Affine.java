package org.optnet4j.experiments.representation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * <i>Wx + b</i>, and its chain rule.
 *
 * @param W outputs x inputs
 * @param b outputs
 */
record Affine(double[] W, double[] b) {
    /** Normal numbers, those of W with variance 1 / inputs, so that values do not grow with the number of inputs. */
    static Affine random(int outputs, int inputs, SplittableRandom random) {
        double scale = 1 / Math.sqrt(inputs);
        double[] W = Arrays.stream(Draw.normals(outputs * inputs, random))
                .map(value -> scale * value)
                .toArray();
        return new Affine(W, Draw.normals(outputs, random));
    }

    int inputs() {
        return W.length / b.length;
    }

    /** Values at one point. */
    double[] at(double[] x, int from) {
        int inputs = inputs();
        double[] y = b.clone();
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < inputs; j++) {
                y[i] += W[i * inputs + j] * x[from + j];
            }
        }
        return y;
    }

    /** Values at all points, each times a factor. */
    double[] at(Points points, double factor) {
        double[] all = new double[points.count() * b.length];
        for (int i = 0; i < points.count(); i++) {
            double[] y = at(points.x(), i * inputs());
            for (int k = 0; k < y.length; k++) {
                all[i * b.length + k] = factor * y[k];
            }
        }
        return all;
    }

    /** The gradients of a loss, given that with respect to the values, count x outputs. */
    Gradients backward(Points points, double[] byValue) {
        int inputs = inputs();
        Gradients gradients = new Gradients();
        double[] byX = gradients.of("x", points.x().length);
        double[] byW = gradients.of("W", W.length);
        double[] byB = gradients.of("b", b.length);
        for (int i = 0; i < points.count(); i++) {
            for (int k = 0; k < b.length; k++) {
                double g = byValue[i * b.length + k];
                byB[k] += g;
                for (int j = 0; j < inputs; j++) {
                    byW[k * inputs + j] += g * points.x()[i * inputs + j];
                    byX[i * inputs + j] += g * W[k * inputs + j];
                }
            }
        }
        return gradients;
    }
}
