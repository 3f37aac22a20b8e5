package org.optnet4j.examples.solve;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.examples.io.InputException;

/** Checks that the numbers of a problem fit a precision: beyond it they are infinite, and an infinite bound is none. */
final class PrecisionCheck {
    private final String place;
    private final Precision precision;

    /** @param place where the problem stands, to begin messages with */
    PrecisionCheck(String place, Precision precision) {
        this.place = place;
        this.precision = precision;
    }

    /**
     * The same problem.
     *
     * @throws InputException if one of its numbers does not fit
     */
    Problem check(Problem problem) {
        check(problem.diagonal() ? "Qdiag" : "Q", problem.Q());
        check("q", problem.q());
        check("A", problem.A());
        check("b", problem.b());
        check("G", problem.G());
        check("l", problem.l());
        check("h or u", problem.h());
        check("lb", problem.lb());
        check("ub", problem.ub());
        return problem;
    }

    private void check(String name, double @Nullable [] values) {
        if (values == null || precision == Precision.FLOAT64) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i]) && Float.isInfinite((float) values[i])) {
                throw new InputException(place + ": " + name + ": expected numbers that fit "
                        + precision.name().toLowerCase(Locale.ROOT) + ", got one of magnitude " + Math.abs(values[i])
                        + " at " + i);
            }
        }
    }
}
