/** Results of benchmarks: rows, the machine they are of, and the JSON file they are kept in. */
@NullMarked
package org.optnet4j.benchmarks.results;

import org.jspecify.annotations.NullMarked;
