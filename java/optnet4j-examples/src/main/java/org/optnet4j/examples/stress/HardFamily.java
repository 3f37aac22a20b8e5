package org.optnet4j.examples.stress;

import java.util.SplittableRandom;
import org.optnet4j.QpStatus;
import org.optnet4j.examples.io.InputException;

/** Families of problems with rows l &le; Gx &le; u and bounds lb &le; x &le; ub whose status is known by construction. */
public enum HardFamily {
    /** Q = LL' + 1e-3 I, a feasible point inside. */
    DEFINITE,
    /** Q of random rank, bounded below by construction. */
    SEMIDEFINITE,
    /** Q = 0, bounded below by construction. */
    LINEAR,
    /** Q and the rows of the constraints as in {@link #SEMIDEFINITE}, the last half of the equalities follow from the first. */
    REDUNDANT_EQUALITIES,
    /** The second half of G repeats multiples of the first. */
    DUPLICATED_ROWS,
    /** A third of the rows, and of the variables with bounds, has l = u. */
    EQUAL_BOUNDS,
    /** All bounds are infinite. */
    NO_BOUNDS,
    /** Rows and columns scaled by 1e-6 to 1e6. */
    BADLY_SCALED,
    /** Eigenvalues of Q from 1e-12 to 1. */
    ILL_CONDITIONED,
    /** Rows that contradict each other: a positive combination of them is 0 &le; -c. */
    INFEASIBLE,
    /** A direction that Q, A and the bounds let pass, and along which q falls. */
    UNBOUNDED;

    private static final double LEAST_EIGENVALUE = 1e-3;

    /** What every problem of the family has to end as. */
    QpStatus expected() {
        return switch (this) {
            case INFEASIBLE -> QpStatus.PRIMAL_INFEASIBLE;
            case UNBOUNDED -> QpStatus.DUAL_INFEASIBLE;
            default -> QpStatus.SOLVED;
        };
    }

    /** Refuses sizes that the family cannot have. */
    void check(int n, int m, int p) {
        if (this == INFEASIBLE && m < 2) {
            throw new InputException("--m: expected at least 2 for infeasible, got " + m);
        }
        if (this == UNBOUNDED && p >= n) {
            throw new InputException(
                    "--p: expected fewer equalities than variables for unbounded, " + n + ", got " + p);
        }
    }

    /** Makes one problem. */
    HardProblem generate(int n, int m, int p, SplittableRandom random) {
        HardProblem problem = new HardProblem(n, m, p, random);
        switch (this) {
            case DEFINITE, EQUAL_BOUNDS, NO_BOUNDS, INFEASIBLE -> problem.curve(n, LEAST_EIGENVALUE);
            case BADLY_SCALED -> problem.curve(n, LEAST_EIGENVALUE);
            case SEMIDEFINITE, REDUNDANT_EQUALITIES, DUPLICATED_ROWS, UNBOUNDED -> problem.curve(random.nextInt(n), 0);
            case ILL_CONDITIONED -> problem.curveWithCondition(1e-12);
            case LINEAR -> {
                // Q stays zero.
            }
        }
        if (this == REDUNDANT_EQUALITIES) {
            problem.repeatEqualities();
        }
        if (this == DUPLICATED_ROWS) {
            problem.repeatRows();
        }
        problem.boundAroundCentre(this == NO_BOUNDS ? 0 : 0.5, this == EQUAL_BOUNDS ? 0.3 : 0);
        problem.slopeWithMinimiser();
        switch (this) {
            case INFEASIBLE -> problem.contradict();
            case UNBOUNDED -> problem.open();
            case BADLY_SCALED -> problem.scale(6);
            default -> {
                // As drawn.
            }
        }
        return problem;
    }
}
