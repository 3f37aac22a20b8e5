/** What the tests have in common: cases, random problems, and the optimality conditions. */
package org.optnet4j.testing;
