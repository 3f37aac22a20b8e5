package org.optnet4j.djl;

import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** A fresh seed for each run of the tests, or that of -Doptnet4j.seed; printed when a test fails. */
public final class Seed implements TestWatcher {
    private static final long SEED = Long.getLong("optnet4j.seed", System.nanoTime());

    static Random random(String name) {
        return new Random(SEED * 0x9E3779B97F4A7C15L + name.hashCode());
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.err.println(context.getDisplayName() + " failed with -Doptnet4j.seed=" + SEED);
    }
}
