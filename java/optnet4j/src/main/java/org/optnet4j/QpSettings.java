package org.optnet4j;

import java.util.Objects;

/**
 * When the solver stops and what it keeps. Immutable: each {@code with} method returns a changed copy.
 *
 * <p><b>Stopping rule.</b> A problem is {@link QpStatus#SOLVED} when, in infinity norms, each of
 *
 * <ul>
 *   <li>primal residual: <i>max(|Ax - b|, |Gx + s - h|)</i>, with scale <i>max(|Ax|, |b|, |Gx|, |h|)</i>,
 *   <li>dual residual: <i>|Qx + q + A'&nu; + G'&lambda;|</i>, with scale <i>max(|Qx|, |q|, |A'&nu;|, |G'&lambda;|)</i>,
 *   <li>duality gap: <i>|x'Qx + q'x + b'&nu; + h'&lambda;|</i>, with scale the larger of the absolute values of the
 *       primal objective <i>&frac12; x'Qx + q'x</i> and the dual objective <i>-&frac12; x'Qx - b'&nu; - h'&lambda;</i>,
 * </ul>
 *
 * is at most <i>max(epsAbs, epsRel * scale)</i> (lower bounds and bounds on variables count like the rows of <i>G</i>), with <i>s &ge; 0</i> and <i>&lambda; &ge; 0</i> throughout. Each problem
 * of a batch stops on its own.
 */
public final class QpSettings {
    private static final int DEFAULT_MAX_ITERATIONS = 50;
    private static final QpSettings DEFAULTS =
            new QpSettings(Double.NaN, Double.NaN, DEFAULT_MAX_ITERATIONS, 0, true, Factors.KEEP, Form.AUTO);

    /** NaN: not set, the default of the precision holds. */
    private final double epsAbs;

    private final double epsRel;
    private final int maxIterations;
    private final double smoothing;
    private final boolean gradients;
    private final Factors factors;
    private final Form form;

    private QpSettings(
            double epsAbs,
            double epsRel,
            int maxIterations,
            double smoothing,
            boolean gradients,
            Factors factors,
            Form form) {
        this.epsAbs = epsAbs;
        this.epsRel = epsRel;
        this.maxIterations = maxIterations;
        this.smoothing = smoothing;
        this.gradients = gradients;
        this.factors = factors;
        this.form = form;
    }

    /**
     * Tolerances 1e-8 (double precision) or 1e-4 (single precision), 50 iterations, gradients available.
     *
     * @return the default settings
     */
    public static QpSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the absolute tolerance, for either precision.
     *
     * @param epsAbs a finite number, not negative
     * @return the changed settings
     * @throws IllegalArgumentException if the number is negative or not finite
     */
    public QpSettings withEpsAbs(double epsAbs) {
        return new QpSettings(
                requireTolerance("epsAbs", epsAbs), epsRel, maxIterations, smoothing, gradients, factors, form);
    }

    /**
     * Sets the relative tolerance, for either precision.
     *
     * @param epsRel a finite number, not negative
     * @return the changed settings
     * @throws IllegalArgumentException if the number is negative or not finite
     */
    public QpSettings withEpsRel(double epsRel) {
        return new QpSettings(
                epsAbs, requireTolerance("epsRel", epsRel), maxIterations, smoothing, gradients, factors, form);
    }

    /**
     * Sets after how many iterations a problem is given up as {@link QpStatus#MAX_ITERATIONS}.
     *
     * @param maxIterations the limit, at least 1
     * @return the changed settings
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public QpSettings withMaxIterations(int maxIterations) {
        if (maxIterations < 1) {
            throw new IllegalArgumentException("maxIterations: expected at least 1, got " + maxIterations);
        }
        return new QpSettings(epsAbs, epsRel, maxIterations, smoothing, gradients, factors, form);
    }

    /**
     * Smooths the solution as a function of the parameters: problems are solved for <i>s<sub>i</sub> &lambda;<sub>i</sub> =
     * &kappa;</i> instead of 0, the point of the central path where each inequality is a barrier of weight &kappa;, and
     * gradients are those of that point. Where an exact solution sits in a vertex its gradient is zero or nearly so; the
     * smoothed one tells in which direction to leave it. The duality gap is then measured from &kappa; times the number of
     * bounds, and a problem is solved only if the products are &kappa; in half of the digits, too.
     *
     * <p>{@link Form#AUTO} takes up in the normal form what the dual form leaves unsolved; there is no third way, as there is
     * for exact solutions.
     *
     * @param kappa a finite number, not negative; 0, the default, for exact solutions
     * @return the changed settings
     * @throws IllegalArgumentException if the number is negative or not finite
     */
    public QpSettings withSmoothing(double kappa) {
        return new QpSettings(
                epsAbs, epsRel, maxIterations, requireTolerance("smoothing", kappa), gradients, factors, form);
    }

    /**
     * Sets whether solutions keep their factorisation, which {@link QpSolution#gradients(BatchArray)} needs. Without it
     * they take much less memory.
     *
     * @param gradients whether to keep it
     * @return the changed settings
     */
    public QpSettings withGradients(boolean gradients) {
        return new QpSettings(epsAbs, epsRel, maxIterations, smoothing, gradients, factors, form);
    }

    /**
     * Sets where gradients take their factors from: kept from the forward pass (the default), or made again to save memory.
     * The gradients are the same, to the bit. The {@code java} and {@code cpu} back ends always keep them; {@code cuda}
     * makes them again also where those of a batch do not fit into the device's memory.
     *
     * @param factors whether to keep them
     * @return the changed settings
     */
    public QpSettings withFactors(Factors factors) {
        return new QpSettings(
                epsAbs, epsRel, maxIterations, smoothing, gradients, Objects.requireNonNull(factors, "factors"), form);
    }

    /**
     * Sets how problems are solved.
     *
     * @param form {@link Form#AUTO}, the default, unless one form is to be had whatever the problem
     * @return the changed settings
     */
    public QpSettings withForm(Form form) {
        return new QpSettings(
                epsAbs, epsRel, maxIterations, smoothing, gradients, factors, Objects.requireNonNull(form, "form"));
    }

    /**
     * The absolute tolerance.
     *
     * @param precision the precision of the batch
     * @return what was set, or the default of the precision: 1e-8 or 1e-4
     */
    public double epsAbs(Precision precision) {
        return Double.isNaN(epsAbs) ? defaultTolerance(precision) : epsAbs;
    }

    /**
     * The relative tolerance.
     *
     * @param precision the precision of the batch
     * @return what was set, or the default of the precision: 1e-8 or 1e-4
     */
    public double epsRel(Precision precision) {
        return Double.isNaN(epsRel) ? defaultTolerance(precision) : epsRel;
    }

    /**
     * After how many iterations a problem is given up.
     *
     * @return the limit
     */
    public int maxIterations() {
        return maxIterations;
    }

    /**
     * What the product of each slack and its multiplier comes to.
     *
     * @return what was set, or 0
     */
    public double smoothing() {
        return smoothing;
    }

    /**
     * Whether solutions keep what their gradients need.
     *
     * @return true if they do
     */
    public boolean gradients() {
        return gradients;
    }

    /**
     * Where gradients take their factors from.
     *
     * @return what was set, or {@link Factors#KEEP}
     */
    public Factors factors() {
        return factors;
    }

    /**
     * How problems are solved.
     *
     * @return what was set, or {@link Form#AUTO}
     */
    public Form form() {
        return form;
    }

    private static double defaultTolerance(Precision precision) {
        return precision == Precision.FLOAT64 ? 1e-8 : 1e-4;
    }

    private static double requireTolerance(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": expected a finite number, not negative, got " + value);
        }
        return value;
    }
}
