package org.optnet4j.backend;

import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSettings;

/**
 * An open solver of a back end. Thread-safe. {@link org.optnet4j.QpSolver} and the solutions it made check arguments, call
 * {@link #close()} once at most, on any thread, never while another call runs, and call nothing afterwards.
 */
public interface BackendSolver extends AutoCloseable {
    /**
     * Solves all problems of a batch in the dual form. The answer of a problem depends, to the bit, on its own data
     * only: not on the batch size, its position, its neighbours or the number of threads.
     *
     * @param batch the problems; sizes and precisions have been checked, numbers have not; may be empty
     * @return the solution
     */
    BackendSolution solve(QpBatch batch);

    /**
     * Solves all problems of a batch in the normal form, in which bounds and semi-definite Q are at home. The same promise
     * holds for the bits of an answer. Problems that it leaves unsolved, whatever their status, are taken up one by one
     * by the library, which also makes the gradients: from the answers to quadratic programs that it asks for here.
     *
     * @param batch the problems, with any of the parameters of {@link QpBatch}
     * @param settings when to stop; nothing is kept, whatever they say
     * @return the solution, without a factorisation
     */
    BackendSolution solveNormal(QpBatch batch, QpSettings settings);

    /**
     * How many problems of one shape take about as long as one, because they are worked on side by side.
     *
     * <p>A back end that returns more than 1 promises this about its dual form: a variable that is in no constraint, with
     * 1 on the diagonal of Q and nothing else, changes no bit, but for signs of zeros, of the answer and the gradients of a
     * problem that is {@link org.optnet4j.QpStatus#SOLVED} with it. Lists of problems are then given to it with such variables added
     * where that makes more of them the same shape.
     *
     * @param precision the precision of the problems
     * @return the number; 1, the default, where the shapes of the problems are to stay what they are
     */
    default int lanes(Precision precision) {
        return 1;
    }

    /** Frees what this solver holds. Factorisations it made stay valid. */
    @Override
    void close();
}
