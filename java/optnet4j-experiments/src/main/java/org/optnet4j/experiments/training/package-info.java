/** What all trainings have in common. */
@NullMarked
package org.optnet4j.experiments.training;

import org.jspecify.annotations.NullMarked;
