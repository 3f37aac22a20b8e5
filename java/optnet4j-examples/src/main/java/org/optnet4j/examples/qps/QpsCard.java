package org.optnet4j.examples.qps;

/**
 * A line of data as the six fields that the format has for it; those that are blank are empty.
 *
 * @param type of a row or a bound
 * @param name of a row, a column or a set
 * @param name1 of the first pair
 * @param number1 of the first pair
 * @param name2 of the second pair
 * @param number2 of the second pair
 */
record QpsCard(String type, String name, String name1, String number1, String name2, String number2) {}
