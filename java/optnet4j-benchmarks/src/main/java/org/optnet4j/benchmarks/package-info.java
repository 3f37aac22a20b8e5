/** JMH benchmarks of the back ends, of other libraries of the JVM, and of NVIDIA's batched factorisations. */
@NullMarked
package org.optnet4j.benchmarks;

import org.jspecify.annotations.NullMarked;
