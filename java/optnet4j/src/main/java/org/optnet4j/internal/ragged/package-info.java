/** Lists of problems of different shapes, as batches of problems of one shape. */
@NullMarked
package org.optnet4j.internal.ragged;

import org.jspecify.annotations.NullMarked;
