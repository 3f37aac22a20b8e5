/** Random streams that depend on a seed and a position only, never on threads or on how far a run got. */
@NullMarked
package org.optnet4j.examples.random;

import org.jspecify.annotations.NullMarked;
