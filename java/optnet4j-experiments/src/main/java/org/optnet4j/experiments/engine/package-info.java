/** The deep-learning engine under the experiments. */
@NullMarked
package org.optnet4j.experiments.engine;

import org.jspecify.annotations.NullMarked;
