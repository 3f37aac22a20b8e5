package org.optnet4j.internal.nativelib;

import java.nio.file.Path;

/** The JVM's part in loading a library, apart so that the ladder can be tested without one. */
interface Linker {

    /**
     * Loads the library in a file.
     *
     * @param file an absolute path
     * @throws UnsatisfiedLinkError if the file cannot be loaded
     */
    void load(Path file);

    /**
     * Loads the library from {@code java.library.path}.
     *
     * @throws UnsatisfiedLinkError if it is not there or cannot be loaded
     */
    void loadFromLibraryPath();

    /**
     * Asks the library loaded what it is.
     *
     * @throws UnsatisfiedLinkError if it has no answer, so is another library of the same name
     */
    LibraryIdentity identify();
}
