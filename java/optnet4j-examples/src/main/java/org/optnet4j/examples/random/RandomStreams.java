package org.optnet4j.examples.random;

import java.util.SplittableRandom;

/**
 * Independent random streams addressed by numbers. The stream of (seed, path) does not depend on which streams were
 * used before it, so work may be split over threads, or stopped and resumed, without changing a number.
 */
public final class RandomStreams {
    private RandomStreams() {}

    /**
     * @param seed the run's seed
     * @param path where in the run the stream belongs, for example (purpose, epoch)
     * @return a fresh generator at the start of that stream
     */
    public static SplittableRandom at(long seed, long... path) {
        long state = mix(seed + 0x9E3779B97F4A7C15L);
        for (long step : path) {
            state = mix(state ^ mix(step + 0xD1B54A32D192ED03L));
        }
        return new SplittableRandom(state);
    }

    /** The 64-bit finaliser of SplitMix64 (Stafford's variant 13): every input bit reaches every output bit. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
