/** Files from which a training goes on. */
@NullMarked
package org.optnet4j.experiments.checkpoint;

import org.jspecify.annotations.NullMarked;
