package org.optnet4j.internal.nativelib;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** "Loads" any file by reading it, and remembers what it read. */
final class FakeLinker implements Linker {

    static final LibraryIdentity IDENTITY = new LibraryIdentity("1.2.3", 7);

    final List<Path> files = new ArrayList<>();
    final List<byte[]> contents = new ArrayList<>();
    boolean libraryPathTried;
    boolean onLibraryPath;

    @Nullable
    LibraryIdentity identity = IDENTITY;

    @Override
    public void load(Path file) {
        files.add(file);
        try {
            contents.add(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void loadFromLibraryPath() {
        libraryPathTried = true;
        if (!onLibraryPath) {
            throw new UnsatisfiedLinkError("not on the fake library path");
        }
    }

    @Override
    public LibraryIdentity identify() {
        if (identity == null) {
            throw new UnsatisfiedLinkError("no such method in the fake library");
        }
        return identity;
    }
}
