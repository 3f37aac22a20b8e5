package org.optnet4j.internal.general;

/** The problem in the user's units, as equalities and one-sided bounds. */
final class UserProblem {
    final int n;
    final int m;
    final double[] Q;
    final double[] q;
    final double[] G;
    final Equalities equalities;
    final Bounds bounds;

    UserProblem(GeneralProblem problem) {
        n = problem.n();
        m = problem.m();
        Q = problem.symmetricQ();
        q = problem.q();
        G = problem.G();
        equalities = new Equalities(problem);
        bounds = Bounds.of(problem);
    }

    /** Cx: what the bounds see of x. */
    double[] along(double[] x) {
        double[] gx = new double[m];
        Rows.multiply(G, m, n, x, gx);
        double[] cx = new double[bounds.count];
        bounds.multiply(gx, x, cx);
        return cx;
    }

    /** C'z: what the multipliers of the bounds do to the variables. */
    double[] pull(double[] z) {
        double[] onRows = new double[m];
        double[] pulled = new double[n];
        bounds.pull(z, onRows, pulled);
        Rows.addTransposed(G, m, n, onRows, pulled);
        return pulled;
    }
}
