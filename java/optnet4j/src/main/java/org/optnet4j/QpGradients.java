package org.optnet4j;

import java.util.function.IntFunction;

/**
 * The gradient of a scalar loss with respect to the parameters of a batch.
 *
 * <p>Each component has the shape of the parameter it belongs to: one block per problem, or, for a parameter that all
 * problems share, one block that is the <b>sum</b> over the batch, added in an order that depends on the problems
 * alone: those answered in the dual form first, then the others, each in problem order. Parameters that the batch
 * does not have (for example <i>A</i> without equalities) have an empty component. Problems whose status is not
 * {@link QpStatus#SOLVED} contribute zero. All numbers are finite.
 *
 * <p>Where the solution is not differentiable (dependent rows, a linear program without a unique minimiser, a bound
 * with neither slack nor multiplier) the gradient follows the bounds with <i>&lambda; &gt; s</i> and is a solution of the
 * adjoint system on them, the least-squares solution of smallest norm if it has none, in which directions count as far as
 * the system sees them with a millionth of its norm; {@link #quality} tells. Problems
 * answered in the {@link Form#DUAL dual form} use the weights <i>s/&lambda;</i> instead, which is the same at strict
 * complementarity.
 *
 * @param Q n x n: <i>&frac12; (dx x' + x dx')</i>, exact for the symmetric part that the solver uses; its diagonal where Q
 *     was given so
 * @param q n: <i>dx</i>
 * @param A p x n: <i>d&nu; x' + &nu; dx'</i>
 * @param b p: <i>-d&nu;</i>
 * @param G m x n: <i>(&mu; - &mu;<sub>l</sub>) x' + (&lambda; - &lambda;<sub>l</sub>) dx'</i>, where <i>&mu; = D(&lambda;)
 *     d&lambda;</i>
 * @param h m: <i>-&mu;</i>
 * @param l m: <i>&mu;<sub>l</sub></i>
 * @param lb n: <i>&mu;<sub>lb</sub></i>
 * @param ub n: <i>-&mu;<sub>ub</sub></i>
 * @param qualities of each problem by its index; see {@link #quality}
 */
public record QpGradients(
        BatchArray Q,
        BatchArray q,
        BatchArray A,
        BatchArray b,
        BatchArray G,
        BatchArray h,
        BatchArray l,
        BatchArray lb,
        BatchArray ub,
        IntFunction<GradientQuality> qualities) {

    /**
     * The gradients of one-sided problems, of a quality that nobody measured.
     *
     * @param Q n x n
     * @param q n
     * @param A p x n
     * @param b p
     * @param G m x n
     * @param h m
     */
    public QpGradients(BatchArray Q, BatchArray q, BatchArray A, BatchArray b, BatchArray G, BatchArray h) {
        this(
                Q,
                q,
                A,
                b,
                G,
                h,
                BatchArray.none(Q.precision()),
                BatchArray.none(Q.precision()),
                BatchArray.none(Q.precision()),
                problem -> GradientQuality.UNKNOWN);
    }

    /**
     * How far the gradient of one problem can be relied on. Looked into when asked, which may take a factorisation, from
     * the numbers that the batch has then: to be asked before they are changed.
     *
     * @param problem index of the problem
     * @return its quality
     */
    public GradientQuality quality(int problem) {
        return qualities.apply(problem);
    }
}
