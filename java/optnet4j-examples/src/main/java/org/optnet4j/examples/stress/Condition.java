package org.optnet4j.examples.stress;

/** The optimality conditions of a quadratic program. */
public enum Condition {
    /** Qx + q + A'nu + G'lambda = 0. */
    STATIONARITY,
    /** Ax = b. */
    EQUALITIES,
    /** Gx &le; h. */
    INEQUALITIES,
    /** lambda &ge; 0. */
    SIGNS,
    /** lambda_i (h - Gx)_i = 0. */
    COMPLEMENTARITY
}
