/** Arrays of NumPy: {@code .npz} files. */
@NullMarked
package org.optnet4j.examples.npz;

import org.jspecify.annotations.NullMarked;
