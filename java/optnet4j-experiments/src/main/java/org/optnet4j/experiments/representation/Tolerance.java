package org.optnet4j.experiments.representation;

import org.optnet4j.Precision;
import org.optnet4j.QpSettings;

/**
 * What a comparison asks of the solver, and allows. A solved problem's gap is at most about eps times its objective, tens
 * here; an inactive or active constraint that is a margin away from changing moves a value by at most the gap over the margin,
 * and a gradient by the gap over the square of the margin.
 *
 * @param eps the solver's tolerances
 * @param margin the least distance to a kink of a point that is compared
 */
record Tolerance(double eps, double margin) {
    private static final double OBJECTIVE = 100;

    static Tolerance of(Precision precision) {
        return precision == Precision.FLOAT64 ? new Tolerance(1e-12, 0.05) : new Tolerance(1e-6, 0.1);
    }

    QpSettings settings() {
        return QpSettings.defaults().withEpsAbs(eps).withEpsRel(eps);
    }

    /** The largest difference of a value that is allowed. */
    double values() {
        return OBJECTIVE * eps / margin;
    }

    /** The largest difference of a gradient that is allowed. */
    double gradients() {
        return OBJECTIVE * eps / (margin * margin);
    }
}
