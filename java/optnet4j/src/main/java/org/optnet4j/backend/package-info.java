/**
 * What does the work: the interface a back end implements, and which ones there are.
 *
 * <p>Users of the solver need only {@link org.optnet4j.backend.Backends#report()}; the rest is for those who write a
 * back end.
 */
@NullMarked
package org.optnet4j.backend;

import org.jspecify.annotations.NullMarked;
