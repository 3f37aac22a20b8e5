/** What trainings have in common: the optimiser, and how they fail. */
@NullMarked
package org.optnet4j.examples.training;

import org.jspecify.annotations.NullMarked;
