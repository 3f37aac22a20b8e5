package org.optnet4j;

/**
 * The gradient of a scalar loss with respect to the parameters of a batch.
 *
 * <p>Each component has the shape of the parameter it belongs to: one block per problem, or, for a parameter that all
 * problems share, one block that is the <b>sum</b> over the batch, added in problem order. Parameters that the batch
 * does not have (for example <i>A</i> without equalities) have an empty component. Problems whose status is not
 * {@link QpStatus#SOLVED} contribute zero.
 *
 * @param Q n x n: <i>&frac12; (dx x' + x dx')</i>, exact for the symmetric part that the solver uses
 * @param q n: <i>dx</i>
 * @param A p x n: <i>d&nu; x' + &nu; dx'</i>
 * @param b p: <i>-d&nu;</i>
 * @param G m x n: <i>&mu; x' + &lambda; dx'</i>, where <i>&mu; = D(&lambda;) d&lambda;</i>
 * @param h m: <i>-&mu;</i>
 */
public record QpGradients(BatchArray Q, BatchArray q, BatchArray A, BatchArray b, BatchArray G, BatchArray h) {}
