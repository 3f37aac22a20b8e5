/** Results of benchmarks for people: tables, plots, and the documents that have them. */
@NullMarked
package org.optnet4j.benchmarks.report;

import org.jspecify.annotations.NullMarked;
