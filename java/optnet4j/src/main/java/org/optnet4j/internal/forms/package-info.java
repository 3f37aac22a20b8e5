/** The forms a problem can be solved in: which one fits, and answers of both in one solution. */
@NullMarked
package org.optnet4j.internal.forms;

import org.jspecify.annotations.NullMarked;
