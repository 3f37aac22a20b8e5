package org.optnet4j.backend;

import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.QpGradients;

/**
 * What a back end keeps of a solved batch so that gradients cost little. Thread-safe, and valid after its solver is
 * closed. {@link org.optnet4j.QpSolution} checks arguments, calls {@link #close()} once at most, never while another
 * call runs, and calls nothing afterwards.
 */
public interface Factorization extends AutoCloseable {
    /**
     * Solves the transposed KKT systems
     *
     * <pre>
     *   Q dx + A' dnu + G' mu       = -dLdx
     *   A dx                        = -dLdnu
     *   G dx - diag(s / lambda) mu  = -dLdlambda
     * </pre>
     *
     * and returns the gradients of {@link QpGradients}. Problems that are not solved contribute zero, whatever the
     * numbers in their blocks of the arguments.
     *
     * @param dLdx gradient of the loss with respect to x, or null for zero
     * @param dLdnu gradient of the loss with respect to nu, or null for zero
     * @param dLdlambda gradient of the loss with respect to lambda, or null for zero
     * @param targets which gradients are computed and where they go, checked against the batch; every number of a given
     *     target is written
     * @return the gradients, in the precision of the batch; empty where not wanted
     */
    QpGradients gradients(
            @Nullable BatchArray dLdx,
            @Nullable BatchArray dLdnu,
            @Nullable BatchArray dLdlambda,
            GradientTargets targets);

    /** Frees what was kept. */
    @Override
    void close();
}
