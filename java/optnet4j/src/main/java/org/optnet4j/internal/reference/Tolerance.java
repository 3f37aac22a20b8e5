package org.optnet4j.internal.reference;

import org.optnet4j.Precision;
import org.optnet4j.QpSettings;

/**
 * What a residual is compared with.
 *
 * @param absolute the residual may be this large in any case
 * @param relative the residual may be this fraction of its scale
 */
record Tolerance(double absolute, double relative) {
    static Tolerance of(QpSettings settings, Precision precision) {
        return new Tolerance(settings.epsAbs(precision), settings.epsRel(precision));
    }

    Tolerance times(double factor) {
        return new Tolerance(absolute * factor, relative * factor);
    }
}
