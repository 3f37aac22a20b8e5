package org.optnet4j.internal.nativelib;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.optnet4j.internal.BuildInfo;

/** The native library of this process: found, verified and loaded once, or not, and why. */
public final class NativeLibrary {

    /** The property that names the library file to load; if it is set, no other place is tried. */
    public static final String PATH_PROPERTY = "optnet4j.native.path";

    static final String NAME = "optnet4j";
    static final String FILE = System.mapLibraryName(NAME);

    private static @Nullable NativeLibrary result;

    private final boolean loaded;
    private final String origin;
    private final List<String> reasons;

    private NativeLibrary(boolean loaded, String origin, List<String> reasons) {
        this.loaded = loaded;
        this.origin = origin;
        this.reasons = List.copyOf(reasons);
    }

    static NativeLibrary loaded(String origin, List<String> reasons) {
        return new NativeLibrary(true, origin, reasons);
    }

    static NativeLibrary unavailable(List<String> reasons) {
        return new NativeLibrary(false, "", reasons);
    }

    /**
     * Loads the library on the first call; every call returns the same result. Never throws because of the library.
     *
     * <p>No class may call this from its static initialiser: two threads could then wait for each other, one inside
     * this method and one inside that initialiser.
     */
    public static synchronized NativeLibrary load() {
        if (result == null) {
            LibraryIdentity expected = new LibraryIdentity(BuildInfo.version(), Bindings.EXPECTED_ABI_VERSION);
            result = new Ladder(expected, new JvmLinker(), Ladder.Surroundings.current()).climb();
        }
        return result;
    }

    /** Whether the native methods can be called. */
    public boolean loaded() {
        return loaded;
    }

    /** Where the library came from: a file, or {@code java.library.path}; empty if none was loaded. */
    public String origin() {
        return origin;
    }

    /** Why each place tried before the one that worked, or every place, did not work; one sentence each, in order. */
    public List<String> reasons() {
        return reasons;
    }
}
