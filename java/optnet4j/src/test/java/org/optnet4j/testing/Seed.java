package org.optnet4j.testing;

import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * The seed of a test run: a fresh one each time, unless the system property {@value #PROPERTY} is set. Tests that use it
 * are extended with this class, which prints it when one of them fails.
 */
public final class Seed implements TestWatcher {
    static final String PROPERTY = "optnet4j.seed";

    private static final long SEED = Long.getLong(PROPERTY, System.nanoTime());

    /** A generator for one test; the name keeps tests independent of each other. */
    public static Random random(String name) {
        return new Random(SEED * 0x9E3779B97F4A7C15L + name.hashCode());
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.err.println(context.getDisplayName() + " failed with -D" + PROPERTY + "=" + SEED);
    }
}
