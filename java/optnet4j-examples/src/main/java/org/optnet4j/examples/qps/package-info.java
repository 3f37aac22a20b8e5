/** Quadratic programs as {@code .qps} files: MPS with a section for the quadratic term. */
@NullMarked
package org.optnet4j.examples.qps;

import org.jspecify.annotations.NullMarked;
