package org.optnet4j.internal.nativelib;

import java.nio.file.Path;

/** Loads for the class loader of this class, which is that of {@link Bindings}. */
final class JvmLinker implements Linker {

    @Override
    public void load(Path file) {
        System.load(file.toString());
    }

    @Override
    public void loadFromLibraryPath() {
        System.loadLibrary(NativeLibrary.NAME);
    }

    @Override
    public LibraryIdentity identify() {
        return new LibraryIdentity(Bindings.version(), Bindings.abiVersion());
    }
}
