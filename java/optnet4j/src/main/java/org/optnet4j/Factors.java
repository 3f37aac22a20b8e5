package org.optnet4j;

/** Where the gradients of a solution take the factors of its KKT systems from. The gradients are the same, to the bit. */
public enum Factors {
    /** Kept from the forward pass: the gradients cost little, and each problem of a solution takes memory for them. */
    KEEP,

    /**
     * Made again by each call for gradients, from the batch and its solution: for batches whose factors would take too
     * much memory. Until then the batch's arrays must not change.
     */
    RECOMPUTE
}
