package org.optnet4j.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.optnet4j.Precision;
import org.optnet4j.QpProblem;

/** Random lists of feasible problems of different shapes. */
public final class Ragged {
    private Ragged() {}

    /**
     * Problems of many shapes, several of each, in random order: with and without rows, equalities, bounds; Q as a matrix or
     * its diagonal.
     */
    public static List<QpProblem> mixed(Random random, Precision precision, int count, int largest) {
        List<QpProblem> problems = new ArrayList<>();
        while (problems.size() < count) {
            int n = 1 + random.nextInt(largest);
            int m = random.nextInt(4) == 0 ? 0 : random.nextInt(largest + 1);
            int p = random.nextBoolean() ? 0 : random.nextInt(1 + n / 2);
            // Most of the OptNet form, which is what gets padded.
            int kind = Math.max(0, random.nextInt(8) - 4);
            problems.add(problem(random, precision, n, m, p, kind));
        }
        Collections.shuffle(problems, random);
        return problems;
    }

    /**
     * A problem that is feasible at a random point.
     *
     * @param kind 0: one-sided rows; 1: Q by its diagonal; 2: two-sided rows; 3: bounds
     */
    public static QpProblem problem(Random random, Precision precision, int n, int m, int p, int kind) {
        double[] L = normals(random, n * n);
        double[] Q = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                Q[i * n + j] = i == j ? 1 : 0;
                for (int k = 0; k < n; k++) {
                    Q[i * n + j] += L[i * n + k] * L[j * n + k] / n;
                }
            }
        }
        double[] q = normals(random, n);
        double[] A = normals(random, p * n);
        double[] G = normals(random, m * n);
        // Zeros, of either sign, are where additions of more zeros could show.
        thin(q, random);
        thin(G, random);
        double[] z = normals(random, n);
        double[] b = multiply(A, p, z);
        double[] h = multiply(G, m, z);
        double[] l = h.clone();
        for (int i = 0; i < m; i++) {
            h[i] += random.nextDouble();
            l[i] -= random.nextDouble();
        }
        QpProblem.Builder builder = QpProblem.builder(n).q(q);
        builder = kind == 1 ? builder.Qdiag(random.doubles(n, 1, 2).toArray()) : builder.Q(Q);
        if (p > 0) {
            builder.A(A).b(b);
        }
        if (m > 0) {
            builder.G(G).h(h);
        }
        if (m > 0 && kind == 2) {
            builder.l(l);
        }
        if (kind == 3) {
            double[] lb = new double[n];
            double[] ub = new double[n];
            for (int i = 0; i < n; i++) {
                lb[i] = random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : z[i] - random.nextDouble();
                ub[i] = random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : z[i] + random.nextDouble();
            }
            builder.lb(lb).ub(ub);
        }
        return builder.build().to(precision);
    }

    /** Standard normal numbers. */
    public static double[] normals(Random random, int count) {
        return random.doubles(count).map(ignored -> random.nextGaussian()).toArray();
    }

    private static void thin(double[] values, Random random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(3) == 0 ? (random.nextBoolean() ? 0.0 : -0.0) : values[i];
        }
    }

    private static double[] multiply(double[] matrix, int rows, double[] x) {
        double[] product = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < x.length; j++) {
                product[i] += matrix[i * x.length + j] * x[j];
            }
        }
        return product;
    }
}
