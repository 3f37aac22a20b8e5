package org.optnet4j.examples.sudoku;

import java.util.ArrayList;
import java.util.List;

/** Orthonormal vectors, made one by one from others by the Gram-Schmidt process. Each is projected twice, which is enough. */
final class OrthonormalBasis {
    private static final double DEPENDENT = 1e-8;

    private final List<double[]> vectors = new ArrayList<>();

    /**
     * Adds the direction that a vector has beside those that are there.
     *
     * @param vector not changed
     * @return false if it has none, to 8 digits
     */
    boolean add(double[] vector) {
        double[] rest = vector.clone();
        removeFrom(rest);
        removeFrom(rest);
        double norm = norm(rest);
        if (!(norm > DEPENDENT * norm(vector))) {
            return false;
        }
        for (int i = 0; i < rest.length; i++) {
            rest[i] /= norm;
        }
        vectors.add(rest);
        return true;
    }

    /** The vectors, in the order in which they were added. */
    List<double[]> vectors() {
        return vectors;
    }

    /**
     * An orthonormal basis of what is orthogonal to all of the vectors.
     *
     * @param n length of the vectors
     */
    OrthonormalBasis complement(int n) {
        double[] outside = new double[n];
        for (int i = 0; i < n; i++) {
            outside[i] = 1 - weight(i);
        }
        OrthonormalBasis all = new OrthonormalBasis();
        all.vectors.addAll(vectors);
        while (all.vectors.size() < n) {
            // The axis of which most is left: its direction is the one with the least rounding error.
            int axis = 0;
            for (int i = 1; i < n; i++) {
                axis = outside[i] > outside[axis] ? i : axis;
            }
            double[] unit = new double[n];
            unit[axis] = 1;
            all.add(unit);
            double[] last = all.vectors.get(all.vectors.size() - 1);
            for (int i = 0; i < n; i++) {
                outside[i] -= last[i] * last[i];
            }
        }
        OrthonormalBasis complement = new OrthonormalBasis();
        complement.vectors.addAll(all.vectors.subList(vectors.size(), n));
        return complement;
    }

    private double weight(int axis) {
        return vectors.stream().mapToDouble(v -> v[axis] * v[axis]).sum();
    }

    private void removeFrom(double[] vector) {
        for (double[] v : vectors) {
            double product = dot(v, vector);
            for (int i = 0; i < v.length; i++) {
                vector[i] -= product * v[i];
            }
        }
    }

    private static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double dot(double[] u, double[] v) {
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            sum += u[i] * v[i];
        }
        return sum;
    }
}
