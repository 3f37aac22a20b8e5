/** The problems that are timed, and how far an answer to them is from optimal. */
@NullMarked
package org.optnet4j.benchmarks.problems;

import org.jspecify.annotations.NullMarked;
