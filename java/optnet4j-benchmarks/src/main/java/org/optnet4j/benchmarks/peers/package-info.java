/** Other libraries of the JVM, each called as its users would at its best setting for the accuracy asked for. */
@NullMarked
package org.optnet4j.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
