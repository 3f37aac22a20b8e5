package org.optnet4j.internal.reference;

/**
 * The largest of some numbers and a positive one; what is not a number is passed over.
 *
 * <p>Numbers are compared by their bits, which for positive ones have the same order: for integers the processor need not
 * guess which is the larger, and of numbers in no order it guesses wrong often.
 */
final class Largest {
    private long bits;

    Largest(double positive) {
        bits = Double.doubleToRawLongBits(positive);
    }

    void see(double number) {
        if (!Double.isNaN(number)) {
            bits = Math.max(bits, Double.doubleToRawLongBits(number));
        }
    }

    double get() {
        return Double.longBitsToDouble(bits);
    }
}
