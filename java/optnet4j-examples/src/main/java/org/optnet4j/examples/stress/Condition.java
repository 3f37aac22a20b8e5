package org.optnet4j.examples.stress;

/** The optimality conditions of a quadratic program. */
enum Condition {
    STATIONARITY,
    EQUALITIES,
    INEQUALITIES,
    SIGNS,
    COMPLEMENTARITY
}
