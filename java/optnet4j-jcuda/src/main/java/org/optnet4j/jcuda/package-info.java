/** JCuda's pointers and streams in and out of {@link org.optnet4j.cuda}. */
@NullMarked
package org.optnet4j.jcuda;

import org.jspecify.annotations.NullMarked;
