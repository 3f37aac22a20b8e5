/** The paper's measurements of time: a QP layer beside a linear one, and batched beside one problem after the other. */
@NullMarked
package org.optnet4j.experiments.timing;

import org.jspecify.annotations.NullMarked;
