package org.optnet4j.experiments.representation;

import org.optnet4j.QpSolver;

/** A function with a closed form that is also the solution of a quadratic program. */
interface Representation {
    /** The function, in words. */
    String name();

    /** Sizes of the quadratic program. */
    Size size();

    /** How many numbers a point has. */
    int inputs();

    /** How many numbers the function has at a point. */
    int outputs();

    /** How far, in units of the function's own, a point is from one where the function has no gradient. */
    double distanceToKink(double[] x);

    /** By the quadratic program: values by the solver, gradients by differentiating its solution. */
    Evaluation byLayer(QpSolver solver, Numbers numbers, Points points);

    /** By the closed form and its derivative. */
    Evaluation closedForm(Points points);

    /**
     * Sizes of a quadratic program.
     *
     * @param n variables
     * @param m inequalities
     * @param p equalities
     */
    record Size(int n, int m, int p) {}
}
