/** How pictures look. */
@NullMarked
package org.optnet4j.examples.plot;

import org.jspecify.annotations.NullMarked;
