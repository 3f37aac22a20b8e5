package org.optnet4j.internal.nativelib;

/**
 * The native methods, and nothing else. No static initialiser: {@link NativeLibrary#load()} must have succeeded before
 * any method is called.
 */
final class Bindings {

    /** The {@link #abiVersion()} this code was written for. */
    static final int EXPECTED_ABI_VERSION = 1;

    private Bindings() {}

    /** Counts the incompatible changes of the native methods. */
    static native int abiVersion();

    /** The version of OptNet4J the library was built from, for example {@code 0.1.0}. */
    static native String version();
}
