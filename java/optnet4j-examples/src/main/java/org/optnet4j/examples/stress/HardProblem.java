package org.optnet4j.examples.stress;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One problem of a {@link HardFamily} while it is made, around a point that is feasible for it. */
final class HardProblem {
    final int n;
    final int m;
    final int p;
    final double[] Q;
    final double[] q;
    final double[] A;
    final double[] b;
    final double[] G;
    final double[] l;
    final double[] u;
    final double[] lb;
    final double[] ub;
    private final double[] centre;
    private final SplittableRandom random;

    HardProblem(int n, int m, int p, SplittableRandom random) {
        this.n = n;
        this.m = m;
        this.p = p;
        this.random = random;
        Q = new double[n * n];
        q = new double[n];
        A = normals(p * n);
        b = new double[p];
        G = normals(m * n);
        l = new double[m];
        u = new double[m];
        lb = new double[n];
        ub = new double[n];
        centre = normals(n);
    }

    /** Rounds all numbers to single precision. */
    void round() {
        for (double[] numbers : new double[][] {Q, q, A, b, G, l, u, lb, ub}) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) numbers[i];
            }
        }
    }

    /** Q = LL' + least I, L with `rank` columns. */
    void curve(int rank, double least) {
        double[] factor = normals(n * rank);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < rank; k++) {
                    Q[i * n + j] += factor[i * rank + k] * factor[j * rank + k];
                }
            }
            Q[i * n + i] += least;
        }
    }

    /** Q = V D V' with eigenvalues from `least` to 1, uniform in their logarithms. */
    void curveWithCondition(double least) {
        double[] v = normals(n * n);
        for (int k = 0; k < n; k++) {
            // Twice, because once leaves what rounding left.
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i < k; i++) {
                    addRow(v, k, -dotRows(v, k, i), i);
                }
            }
            double length = Math.sqrt(dotRows(v, k, k));
            double eigenvalue = Math.pow(least, random.nextDouble());
            for (int j = 0; j < n; j++) {
                v[k * n + j] /= length;
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    Q[i * n + j] += eigenvalue * v[k * n + i] * v[k * n + j];
                }
            }
        }
    }

    private double dotRows(double[] v, int a, int c) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += v[a * n + j] * v[c * n + j];
        }
        return sum;
    }

    private void addRow(double[] v, int to, double factor, int from) {
        for (int j = 0; j < n; j++) {
            v[to * n + j] += factor * v[from * n + j];
        }
    }

    /** The second half of A becomes copies and combinations of the first. */
    void repeatEqualities() {
        int first = (p + 1) / 2;
        for (int i = first; i < p; i++) {
            Arrays.fill(A, i * n, (i + 1) * n, 0);
            if (random.nextBoolean()) {
                addRow(A, i, 1, random.nextInt(first));
            } else {
                for (int k = 0; k < first; k++) {
                    addRow(A, i, random.nextGaussian(), k);
                }
            }
        }
    }

    /** The second half of G becomes multiples of rows of the first. */
    void repeatRows() {
        int first = (m + 1) / 2;
        for (int i = first; i < m; i++) {
            Arrays.fill(G, i * n, (i + 1) * n, 0);
            addRow(G, i, random.nextBoolean() ? 1 : 0.5 + random.nextDouble(), random.nextInt(first));
        }
    }

    /**
     * b, and bounds on both sides of the centre: each is there with a probability, and both are the centre's own value
     * with another.
     */
    void boundAroundCentre(double present, double equal) {
        times(A, p, centre, b);
        double[] gx = new double[m];
        times(G, m, centre, gx);
        bound(gx, l, u, present, equal);
        bound(centre, lb, ub, present / 2, equal / 2);
    }

    private void bound(double[] values, double[] lower, double[] upper, double present, double equal) {
        for (int i = 0; i < values.length; i++) {
            lower[i] = random.nextDouble() < present ? values[i] - 2 * random.nextDouble() : Double.NEGATIVE_INFINITY;
            upper[i] = random.nextDouble() < present ? values[i] + 2 * random.nextDouble() : Double.POSITIVE_INFINITY;
            if (random.nextDouble() < equal) {
                lower[i] = values[i];
                upper[i] = values[i];
            }
        }
    }

    /** q = -(Qx + A'nu + G'z + z_x) for random x and multipliers with the signs of the bounds: a dual feasible point. */
    void slopeWithMinimiser() {
        times(Q, n, normals(n), q);
        double[] pulled = new double[n];
        addTransposed(A, p, normals(p), pulled);
        addTransposed(G, m, multipliers(l, u), pulled);
        double[] own = multipliers(lb, ub);
        for (int j = 0; j < n; j++) {
            q[j] = -(q[j] + pulled[j] + own[j]);
        }
    }

    private double[] multipliers(double[] lower, double[] upper) {
        double[] z = new double[lower.length];
        for (int i = 0; i < z.length; i++) {
            double size = Math.abs(random.nextGaussian());
            z[i] = (Double.isFinite(upper[i]) && random.nextBoolean() ? size : 0)
                    - (Double.isFinite(lower[i]) && random.nextBoolean() ? size : 0);
        }
        return z;
    }

    /** The last rows of G get upper bounds and weights under which they add up to 0 &lt;= something negative. */
    void contradict() {
        int rows = 2 + random.nextInt(Math.min(m - 1, 4));
        double sum = 0;
        double[] combination = new double[n];
        for (int i = m - rows; i < m - 1; i++) {
            double weight = 0.1 + random.nextDouble();
            double value = 0;
            for (int j = 0; j < n; j++) {
                value += G[i * n + j] * centre[j];
                combination[j] -= weight * G[i * n + j];
            }
            l[i] = Double.NEGATIVE_INFINITY;
            u[i] = value + random.nextDouble();
            sum += weight * u[i];
        }
        double weight = 0.1 + random.nextDouble();
        for (int j = 0; j < n; j++) {
            G[(m - 1) * n + j] = combination[j] / weight;
        }
        l[m - 1] = Double.NEGATIVE_INFINITY;
        u[m - 1] = -(sum + 0.05 + random.nextDouble()) / weight;
    }

    /** Opens a direction: takes it out of Q and A, takes away the bounds in its way, lets q fall along it. */
    void open() {
        double[] direction = normals(n);
        double square = 0;
        for (double each : direction) {
            square += each * each;
        }
        takeOut(Q, n, direction, square);
        transpose();
        takeOut(Q, n, direction, square);
        makeSymmetric();
        takeOut(A, p, direction, square);
        times(A, p, centre, b);
        for (int i = 0; i < m; i++) {
            double along = 0;
            for (int j = 0; j < n; j++) {
                along += G[i * n + j] * direction[j];
            }
            unbound(along, l, u, i);
        }
        double fall = 0;
        for (int j = 0; j < n; j++) {
            unbound(direction[j], lb, ub, j);
            fall += q[j] * direction[j];
        }
        double wanted = -(0.1 + random.nextDouble()) * Math.sqrt(square);
        for (int j = 0; j < n; j++) {
            q[j] += (wanted - fall) / square * direction[j];
        }
    }

    private static void unbound(double along, double[] lower, double[] upper, int i) {
        if (along > 0) {
            upper[i] = Double.POSITIVE_INFINITY;
        } else {
            lower[i] = Double.NEGATIVE_INFINITY;
        }
    }

    private void takeOut(double[] matrix, int rows, double[] direction, double square) {
        for (int i = 0; i < rows; i++) {
            double along = 0;
            for (int j = 0; j < n; j++) {
                along += matrix[i * n + j] * direction[j];
            }
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] -= along / square * direction[j];
            }
        }
    }

    private void transpose() {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double swapped = Q[i * n + j];
                Q[i * n + j] = Q[j * n + i];
                Q[j * n + i] = swapped;
            }
        }
    }

    private void makeSymmetric() {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (Q[i * n + j] + Q[j * n + i]);
                Q[i * n + j] = mean;
                Q[j * n + i] = mean;
            }
        }
    }

    /** Every row and every column in units of its own, from 10^-decades to 10^decades. */
    void scale(int decades) {
        scaleRows(G, m, decades, l, u);
        scaleRows(A, p, decades, b, null);
        for (int j = 0; j < n; j++) {
            double unit = unit(decades);
            for (int i = 0; i < m; i++) {
                G[i * n + j] *= unit;
            }
            for (int i = 0; i < p; i++) {
                A[i * n + j] *= unit;
            }
            for (int i = 0; i < n; i++) {
                Q[i * n + j] *= unit;
                Q[j * n + i] *= unit;
            }
            q[j] *= unit;
            lb[j] /= unit;
            ub[j] /= unit;
        }
    }

    private void scaleRows(double[] matrix, int rows, int decades, double[] right, double @Nullable [] other) {
        for (int i = 0; i < rows; i++) {
            double unit = unit(decades);
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] *= unit;
            }
            right[i] *= unit;
            if (other != null) {
                other[i] *= unit;
            }
        }
    }

    private double unit(int decades) {
        return Math.pow(10, decades * (2 * random.nextDouble() - 1));
    }

    private void times(double[] matrix, int rows, double[] x, double[] result) {
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += matrix[i * n + j] * x[j];
            }
            result[i] = sum;
        }
    }

    private void addTransposed(double[] matrix, int rows, double[] y, double[] result) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                result[j] += matrix[i * n + j] * y[i];
            }
        }
    }

    private double[] normals(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
