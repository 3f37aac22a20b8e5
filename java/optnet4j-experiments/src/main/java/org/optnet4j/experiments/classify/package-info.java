/**
 * The classification experiment of the OptNet paper (section 4.2, figure 5): a fully connected network for images of
 * digits or clothes, with and without a quadratic program as its last layer.
 */
@NullMarked
package org.optnet4j.experiments.classify;

import org.jspecify.annotations.NullMarked;
