package org.optnet4j.internal.ragged;

/**
 * Problems that are solved as one batch.
 *
 * @param members their indices in the list, in the order of the batch
 * @param n how many variables each problem of the batch has
 * @param padded whether that is more than some of them have of their own
 */
public record Group(int[] members, int n, boolean padded) {}
