/** The {@code solve} command's work: problems out of a file, solved, and written back as JSON. */
@NullMarked
package org.optnet4j.examples.solve;

import org.jspecify.annotations.NullMarked;
