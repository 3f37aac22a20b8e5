package org.optnet4j;

/** How a problem is solved. */
public enum Form {
    /**
     * The dual form where it fits, the normal form otherwise; and each problem that the dual form leaves unsolved is solved
     * again, alone, in the normal form.
     */
    AUTO,

    /**
     * Variables and equalities eliminated once, the iteration on the inequalities alone. The fastest where <i>Q</i> is
     * safely positive definite and the inequalities are not many more than the variables. It takes one-sided rows only.
     */
    DUAL,

    /**
     * Inequalities eliminated in each iteration of a homogeneous embedding, with proximal terms and iterative refinement.
     * It takes every convex problem, proves infeasibility, and works in double precision whatever that of the batch.
     */
    NORMAL
}
