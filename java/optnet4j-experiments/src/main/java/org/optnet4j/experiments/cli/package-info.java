/** Options, exit codes and messages of the experiments. */
@NullMarked
package org.optnet4j.experiments.cli;

import org.jspecify.annotations.NullMarked;
