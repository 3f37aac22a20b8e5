package org.optnet4j.internal.forms;

import org.jspecify.annotations.Nullable;
import org.optnet4j.internal.general.GeneralSolution;

/** The bounds that hold the solution of one problem: those that leave no choice, and those with lambda &gt; s. */
final class HeldBounds {
    /** Where a row of G or a variable is held. */
    enum Side {
        NOWHERE,
        ABOVE,
        BELOW
    }

    final Side[] rows;
    final Side[] variables;

    /** See {@link org.optnet4j.GradientQuality#margin()}. */
    final double margin;

    /**
     * @param m rows of G
     * @param n variables
     * @param at the solution
     * @param u m, or null if there are none; so are the others
     */
    HeldBounds(
            int m,
            int n,
            GeneralSolution at,
            double @Nullable [] u,
            double @Nullable [] l,
            double @Nullable [] ub,
            double @Nullable [] lb) {
        double[] x = at.x();
        Kind[] kinds = {
            new Kind(u, l, at.lambda(), i -> at.slack()[i]),
            new Kind(l, u, at.lambdaL(), i -> at.slackL()[i]),
            new Kind(ub, lb, at.lambdaUb(), i -> Math.max(0, bound(ub, i) - x[i])),
            new Kind(lb, ub, at.lambdaLb(), i -> Math.max(0, x[i] - bound(lb, i)))
        };
        double largest = 0;
        for (Kind kind : kinds) {
            largest = Math.max(largest, kind.largestMultiplier());
        }
        rows = new Side[m];
        variables = new Side[n];
        double least = settle(rows, kinds[0], kinds[1], largest);
        margin = Math.min(least, settle(variables, kinds[2], kinds[3], largest));
    }

    /** Fills in the sides, and returns the margin of these bounds. */
    private static double settle(Side[] sides, Kind above, Kind below, double largest) {
        double margin = Double.POSITIVE_INFINITY;
        for (int i = 0; i < sides.length; i++) {
            if (above.isFixed(i)) {
                sides[i] = below.multiplier[i] > 0 ? Side.BELOW : Side.ABOVE;
                continue;
            }
            double up = above.lead(i, largest);
            double down = below.lead(i, largest);
            sides[i] = Math.max(up, down) > 0 ? (up >= down ? Side.ABOVE : Side.BELOW) : Side.NOWHERE;
            margin = Math.min(margin, Math.min(above.margin(i, largest), below.margin(i, largest)));
        }
        return margin;
    }

    private static double bound(double @Nullable [] bounds, int i) {
        return bounds == null ? Double.NaN : bounds[i];
    }

    @FunctionalInterface
    private interface Slack {
        double of(int i);
    }

    /** The bounds of one kind, with those of the other side. */
    private static final class Kind {
        private final double @Nullable [] limit;
        private final double @Nullable [] other;
        private final double[] multiplier;
        private final Slack slack;

        Kind(double @Nullable [] limit, double @Nullable [] other, double[] multiplier, Slack slack) {
            this.limit = limit;
            this.other = other;
            this.multiplier = multiplier;
            this.slack = slack;
        }

        boolean isFixed(int i) {
            return limit != null && other != null && limit[i] == other[i];
        }

        double largestMultiplier() {
            double largest = 0;
            for (int i = 0; limit != null && i < limit.length; i++) {
                if (isOneSided(i)) {
                    largest = Math.max(largest, multiplier[i]);
                }
            }
            return largest;
        }

        /** By how much the multiplier outweighs the slack. */
        double lead(int i, double largest) {
            return isOneSided(i) ? scaledMultiplier(i, largest) - scaledSlack(i) : Double.NEGATIVE_INFINITY;
        }

        double margin(int i, double largest) {
            return isOneSided(i) ? Math.max(scaledMultiplier(i, largest), scaledSlack(i)) : Double.POSITIVE_INFINITY;
        }

        private boolean isOneSided(int i) {
            return limit != null && Double.isFinite(limit[i]) && !isFixed(i);
        }

        private double scaledMultiplier(int i, double largest) {
            return multiplier[i] / (1 + largest);
        }

        private double scaledSlack(int i) {
            return slack.of(i) / (1 + Math.abs(bound(limit, i)));
        }
    }
}
