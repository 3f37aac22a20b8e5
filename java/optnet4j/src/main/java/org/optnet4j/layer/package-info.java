/**
 * A quadratic program as a layer of a network: which of its parameters are fixed, learned or inputs, and the chain rule
 * through them.
 *
 * <p>Source: B. Amos and J. Z. Kolter, <i>OptNet: Differentiable Optimization as a Layer in Neural Networks</i>, ICML
 * 2017, arXiv 1703.00443.
 */
@NullMarked
package org.optnet4j.layer;

import org.jspecify.annotations.NullMarked;
