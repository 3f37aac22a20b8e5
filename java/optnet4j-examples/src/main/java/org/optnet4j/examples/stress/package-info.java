/** The {@code stress} command's work: random problems, independent residuals and the tally. */
@NullMarked
package org.optnet4j.examples.stress;

import org.jspecify.annotations.NullMarked;
