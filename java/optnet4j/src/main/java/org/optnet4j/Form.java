package org.optnet4j;

/** How a problem is solved. */
public enum Form {
    /**
     * The dual form where it fits, the normal form otherwise; and what the dual form leaves unsolved is solved again in the
     * normal form.
     */
    AUTO,

    /**
     * Variables and equalities eliminated once, the iteration on the inequalities alone. The fastest where <i>Q</i> is
     * safely positive definite and the inequalities are not many more than the variables. It takes one-sided
     * rows and Q as a matrix only, and every row has a bound: an infinite one is {@link QpStatus#INVALID_INPUT}.
     */
    DUAL,

    /**
     * Inequalities eliminated in each iteration; bounds on variables cost no product, a diagonal <i>Q</i> no
     * factorisation. It takes every convex problem. What it leaves unsolved goes through a homogeneous embedding with
     * proximal terms and iterative refinement in double precision, problem by problem, which also proves infeasibility.
     */
    NORMAL
}
