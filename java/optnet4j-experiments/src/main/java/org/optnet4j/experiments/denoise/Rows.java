package org.optnet4j.experiments.denoise;

/** The rows that say |Dz| &le; t, that is, G = [D, -I; -D, -I] for the variables (z, t). */
final class Rows {
    private final DenoisingSize size;

    Rows(DenoisingSize size) {
        this.size = size;
    }

    /** D of total variation: each row is a number minus the next one. */
    static double[] differences(int length) {
        double[] D = new double[(length - 1) * length];
        for (int i = 0; i < length - 1; i++) {
            D[i * length + i] = 1;
            D[i * length + i + 1] = -1;
        }
        return D;
    }

    /** G of a matrix D. */
    double[] of(double[] D) {
        double[] G = new double[size.m() * size.n()];
        for (int i = 0; i < size.differences(); i++) {
            G[upper(i) + size.length() + i] = -1;
            G[lower(i) + size.length() + i] = -1;
        }
        update(G, D);
        return G;
    }

    /** Puts another D into G. */
    void update(double[] G, double[] D) {
        int length = size.length();
        for (int i = 0; i < size.differences(); i++) {
            for (int j = 0; j < length; j++) {
                G[upper(i) + j] = D[i * length + j];
                G[lower(i) + j] = -D[i * length + j];
            }
        }
    }

    /** The gradient with respect to D, given that with respect to G. */
    double[] gradient(double[] byG) {
        int length = size.length();
        double[] byD = new double[size.differences() * length];
        for (int i = 0; i < size.differences(); i++) {
            for (int j = 0; j < length; j++) {
                byD[i * length + j] = byG[upper(i) + j] - byG[lower(i) + j];
            }
        }
        return byD;
    }

    private int upper(int i) {
        return i * size.n();
    }

    private int lower(int i) {
        return (size.differences() + i) * size.n();
    }
}
