package org.optnet4j.examples.io;

/**
 * The memory that the numbers of one file may take: a quarter of what Java may use, because solving them takes as much
 * again and more. With it, a file that is too large ends with a message, and a file that only claims to be large is found
 * out before memory is taken for it.
 */
public final class MemoryBudget {
    /** As many bytes as 2^30 numbers take, so that the place of each of them is an int. */
    private static final long LARGEST = 1L << 33;

    private static final long MIB = 1 << 20;

    private final long limit;
    private long left;

    /** The budget of this JVM. */
    public MemoryBudget() {
        this(Math.min(LARGEST, Runtime.getRuntime().maxMemory() / 4));
    }

    /** @param bytes that may be taken, at most 2^33 */
    public MemoryBudget(long bytes) {
        limit = bytes;
        left = bytes;
    }

    /**
     * Takes some of what is left.
     *
     * @param bytes that are wanted
     * @return false if there are not as many, and then nothing is taken
     */
    public boolean take(long bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /**
     * Gives back what was taken.
     *
     * @param bytes that are no longer needed
     */
    public void release(long bytes) {
        left += bytes;
    }

    /**
     * How many bytes are left.
     *
     * @return the largest number that {@link #take} would grant
     */
    public long left() {
        return left;
    }

    /**
     * The words for a budget that does not suffice.
     *
     * @param place where in the file that was noticed
     * @param got what was found there
     * @return an exception with a complete message
     */
    public InputException exceeded(String place, String got) {
        long taken = (limit - left) / MIB;
        return new InputException(place + ": expected a file whose numbers take at most " + limit / MIB
                + " MiB (a quarter of Java's memory, which the option -Xmx of Java sets; 8 GiB at most), got " + got
                + (taken == 0 ? "" : ", after " + taken + " MiB"));
    }
}
