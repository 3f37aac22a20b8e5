/** The {@code solve} command's work: problems out of a file, grouped by shape, solved, and written back. */
@NullMarked
package org.optnet4j.examples.solve;

import org.jspecify.annotations.NullMarked;
