package org.optnet4j.internal.nativelib;

/**
 * What a native library says it is. The Java code works only with the library built from the same source.
 *
 * @param version the version of OptNet4J
 * @param abiVersion counts the incompatible changes of the native methods and of the C interface below them
 */
record LibraryIdentity(String version, int abiVersion) {

    @Override
    public String toString() {
        return "version " + version + " with ABI " + abiVersion;
    }
}
