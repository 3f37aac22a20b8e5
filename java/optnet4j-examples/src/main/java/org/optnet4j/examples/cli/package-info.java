/** The commands of the {@code optnet4j} launcher: options, messages and exit codes. The work is done in the other packages. */
@NullMarked
package org.optnet4j.examples.cli;

import org.jspecify.annotations.NullMarked;
