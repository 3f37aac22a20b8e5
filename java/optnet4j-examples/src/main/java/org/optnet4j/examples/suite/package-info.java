/** The {@code suite} command's work: a folder of problems, solved and compared with known objectives. */
@NullMarked
package org.optnet4j.examples.suite;

import org.jspecify.annotations.NullMarked;
