/** Files: atomic replacement and number-exact JSON. */
@NullMarked
package org.optnet4j.examples.io;

import org.jspecify.annotations.NullMarked;
