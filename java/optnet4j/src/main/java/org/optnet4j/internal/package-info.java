/** Not for use outside this module; no package below it is exported. */
@NullMarked
package org.optnet4j.internal;

import org.jspecify.annotations.NullMarked;
