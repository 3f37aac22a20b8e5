/** The command line and the examples of OptNet4J. */
package org.optnet4j.examples;
