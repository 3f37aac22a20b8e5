/**
 * The {@code java} back end: the solver in plain Java, written to be read. It is the executable specification of the
 * other back ends and the fallback on every machine.
 */
@NullMarked
package org.optnet4j.internal.reference;

import org.jspecify.annotations.NullMarked;
