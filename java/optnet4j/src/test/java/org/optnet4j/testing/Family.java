package org.optnet4j.testing;

import java.util.Arrays;
import java.util.Random;

/** Random problems of a kind. All of them are feasible and have a positive definite Q. */
public enum Family {
    /** Gaussian data as in the OptNet paper: Q = LL' + 1e-3 I, feasible at a Gaussian point. */
    OPTNET {
        @Override
        QpData make(Case sizes, Random random) {
            return gaussian(sizes, random, 1, 1e-3);
        }
    },

    /** Like OPTNET, but with a well-conditioned Q = LL'/n + I and no rows shorter than 0.5 in A and G. */
    WELLPOSED {
        @Override
        QpData make(Case sizes, Random random) {
            return gaussian(sizes, random, 1.0 / sizes.n(), 1, 0.5);
        }
    },

    /** -1 <= x <= 1, perhaps with equalities that hold at 0. */
    BOX {
        @Override
        QpData make(Case sizes, Random random) {
            QpData data = gaussian(sizes, random, 1, 1e-3);
            int n = sizes.n();
            Arrays.fill(data.G(), 0);
            for (int block = 0; block < data.G().length; block += sizes.m() * n) {
                for (int i = 0; i < n; i++) {
                    data.G()[block + i * n + i] = 1;
                    data.G()[block + (n + i) * n + i] = -1;
                }
            }
            Arrays.fill(data.h(), 1);
            Arrays.fill(data.b(), 0);
            return data;
        }
    },

    /** The layer that learns Sudoku: 0.1 |x|^2 / 2 - puzzle'x, A x = A 1 with positive A, x >= 0. */
    SUDOKU {
        @Override
        QpData make(Case sizes, Random random) {
            QpData data = empty(sizes);
            fillDiagonal(data.Q(), sizes.n(), 0.1);
            Arrays.setAll(data.q(), i -> random.nextInt(8) == 0 ? -1 : 0);
            Arrays.setAll(data.A(), i -> random.nextDouble());
            for (int i = 0; i < data.b().length; i++) {
                for (int j = 0; j < sizes.n(); j++) {
                    data.b()[i] += data.A()[i * sizes.n() + j];
                }
            }
            fillDiagonal(data.G(), sizes.n(), -1);
            return data;
        }
    },

    /** Markowitz: minimise risk minus return over x >= 0 with sum 1. */
    PORTFOLIO {
        @Override
        QpData make(Case sizes, Random random) {
            QpData data = gaussian(sizes, random, 0.04 / sizes.n(), 0.01);
            Arrays.setAll(data.q(), i -> -0.05 * random.nextDouble());
            Arrays.fill(data.A(), 1);
            Arrays.fill(data.b(), 1);
            Arrays.fill(data.G(), 0);
            fillDiagonal(data.G(), sizes.n(), -1);
            Arrays.fill(data.h(), 0);
            return data;
        }
    },

    /** No constraints. */
    UNCONSTRAINED {
        @Override
        QpData make(Case sizes, Random random) {
            return gaussian(sizes, random, 1, 1e-3);
        }
    },

    /** Equalities only. */
    EQUALITY {
        @Override
        QpData make(Case sizes, Random random) {
            return gaussian(sizes, random, 1, 1e-3);
        }
    };

    /**
     * Whether single precision is enough to solve these problems. Where it is not, a back end that works in single
     * precision may say that it did not solve them.
     */
    public boolean suitsSinglePrecision() {
        return this == WELLPOSED || this == SUDOKU || this == PORTFOLIO;
    }

    abstract QpData make(Case sizes, Random random);

    private static QpData gaussian(Case sizes, Random random, double scale, double diagonal) {
        return gaussian(sizes, random, scale, diagonal, 0);
    }

    private static QpData gaussian(Case sizes, Random random, double scale, double diagonal, double shortest) {
        int n = sizes.n();
        QpData data = empty(sizes);
        Arrays.setAll(data.q(), i -> random.nextGaussian());
        Arrays.setAll(data.A(), i -> random.nextGaussian());
        Arrays.setAll(data.G(), i -> random.nextGaussian());
        lengthen(data.A(), n, shortest);
        lengthen(data.G(), n, shortest);
        for (int block = 0; block < data.Q().length; block += n * n) {
            double[] l = random.doubles(n * n).toArray();
            Arrays.setAll(l, i -> random.nextGaussian());
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = i == j ? diagonal : 0;
                    for (int k = 0; k < n; k++) {
                        sum += scale * l[i * n + k] * l[j * n + k];
                    }
                    data.Q()[block + i * n + j] = sum;
                }
            }
        }
        // A right-hand side that problems with different matrices share is made feasible at zero.
        boolean atZero = data.isShared('b') && !data.isShared('A') || data.isShared('h') && !data.isShared('G');
        boolean onePoint = data.isShared('b') || data.isShared('h');
        double[] point = point(n, random, atZero);
        double[] slack = random.doubles(sizes.m()).toArray();
        for (int problem = 0; problem < sizes.batch(); problem++) {
            if (!onePoint) {
                point = point(n, random, false);
                slack = random.doubles(sizes.m()).toArray();
            }
            double[] az = product(data.block('A', problem), sizes.p(), point);
            System.arraycopy(az, 0, data.b(), data.isShared('b') ? 0 : problem * sizes.p(), sizes.p());
            double[] gz = product(data.block('G', problem), sizes.m(), point);
            for (int i = 0; i < sizes.m(); i++) {
                data.h()[(data.isShared('h') ? 0 : problem * sizes.m()) + i] = gz[i] + slack[i];
            }
        }
        return data;
    }

    /** Gives rows that are shorter than this this length. */
    private static void lengthen(double[] rows, int n, double shortest) {
        for (int row = 0; row < rows.length; row += n) {
            double square = 0;
            for (int j = 0; j < n; j++) {
                square += rows[row + j] * rows[row + j];
            }
            double factor = Math.max(1, shortest / Math.sqrt(square));
            for (int j = 0; j < n; j++) {
                rows[row + j] *= factor;
            }
        }
    }

    private static double[] point(int n, Random random, boolean zero) {
        double[] point = new double[n];
        if (!zero) {
            Arrays.setAll(point, i -> random.nextGaussian());
        }
        return point;
    }

    private static double[] product(double[] matrix, int rows, double[] x) {
        double[] product = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < x.length; j++) {
                product[i] += matrix[i * x.length + j] * x[j];
            }
        }
        return product;
    }

    private static void fillDiagonal(double[] blocks, int n, double value) {
        for (int block = 0; block < blocks.length; block += n * n) {
            for (int i = 0; i < n; i++) {
                blocks[block + i * n + i] = value;
            }
        }
    }

    private static QpData empty(Case sizes) {
        int n = sizes.n();
        int m = sizes.m();
        int p = sizes.p();
        return new QpData(
                sizes.batch(),
                n,
                m,
                p,
                sizes.shared(),
                new double[sizes.blocks('Q') * n * n],
                new double[sizes.blocks('q') * n],
                new double[sizes.blocks('A') * p * n],
                new double[sizes.blocks('b') * p],
                new double[sizes.blocks('G') * m * n],
                new double[sizes.blocks('h') * m]);
    }
}
