/** What trainings have in common: the optimiser. */
@NullMarked
package org.optnet4j.examples.training;

import org.jspecify.annotations.NullMarked;
