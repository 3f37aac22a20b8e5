/** What the commands show: progress bars and whether there is a terminal to show them on. */
@NullMarked
package org.optnet4j.examples.terminal;

import org.jspecify.annotations.NullMarked;
