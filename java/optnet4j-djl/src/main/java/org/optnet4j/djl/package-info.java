/**
 * Quadratic programs as blocks of the Deep Java Library (DJL): {@link org.optnet4j.djl.OptNetBlock} trains in any
 * {@link ai.djl.training.Trainer}, with exact gradients.
 *
 * <p>Source: B. Amos and J. Z. Kolter, <i>OptNet: Differentiable Optimization as a Layer in Neural Networks</i>, ICML
 * 2017, arXiv 1703.00443.
 */
@NullMarked
package org.optnet4j.djl;

import org.jspecify.annotations.NullMarked;
