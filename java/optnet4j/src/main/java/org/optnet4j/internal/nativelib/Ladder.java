package org.optnet4j.internal.nativelib;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places a native library is looked for, tried in order until one works; why each of the others did not is kept.
 *
 * <ol>
 *   <li>The file named by the property {@value NativeLibrary#PATH_PROPERTY}. If it is set, nothing else is tried.
 *   <li>{@code java.library.path}.
 *   <li>The library packaged on the class path, extracted to the user's cache folder, else to a temporary folder.
 * </ol>
 */
final class Ladder {

    private final LibraryIdentity expected;
    private final Linker linker;
    private final Surroundings surroundings;
    private final List<String> reasons = new ArrayList<>();

    Ladder(LibraryIdentity expected, Linker linker, Surroundings surroundings) {
        this.expected = expected;
        this.linker = linker;
        this.surroundings = surroundings;
    }

    /** What the ladder takes from the process around it. Folders are names: what the environment says need not be a path. */
    record Surroundings(
            @Nullable String override, ClassLoader classLoader, Platform platform, String userCache, String temporary) {

        static Surroundings current() {
            String xdgCache = System.getenv("XDG_CACHE_HOME");
            return new Surroundings(
                    System.getProperty(NativeLibrary.PATH_PROPERTY),
                    Ladder.class.getClassLoader(),
                    Platform.current(),
                    xdgCache != null && !xdgCache.isEmpty()
                            ? xdgCache
                            : System.getProperty("user.home") + File.separator + ".cache",
                    System.getProperty("java.io.tmpdir"));
        }
    }

    /** Tries to load and returns what came of it; never throws for a library that is missing or unusable. */
    NativeLibrary climb() {
        NativeLibrary found;
        if (surroundings.override() != null) {
            found = attempt("-D" + NativeLibrary.PATH_PROPERTY + "=" + surroundings.override(), this::loadOverride);
        } else {
            found = attempt("java.library.path", this::loadFromLibraryPath);
            if (found == null) {
                found = climbPackaged();
            }
        }
        return found != null ? found : NativeLibrary.unavailable(reasons);
    }

    private @Nullable NativeLibrary climbPackaged() {
        if (!surroundings.platform().equals(Platform.LINUX_X86_64)) {
            reasons.add("packaged library: there is none for " + surroundings.platform() + ", only for "
                    + Platform.LINUX_X86_64);
            return null;
        }
        PackagedLibrary packaged;
        try {
            packaged = PackagedLibrary.find(surroundings.classLoader(), surroundings.platform(), NativeLibrary.FILE);
        } catch (IOException notPackaged) {
            reasons.add("packaged library: " + notPackaged.getMessage());
            return null;
        }
        NativeLibrary found = attempt("cache folder", () -> loadFromCache(packaged));
        return found != null ? found : attempt("temporary folder", () -> loadFromTemporary(packaged));
    }

    private String loadOverride() throws IOException {
        Path file = Path.of(surroundings.override()).toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such file");
        }
        linker.load(file);
        return file.toString();
    }

    private String loadFromLibraryPath() {
        linker.loadFromLibraryPath();
        return "java.library.path";
    }

    private String loadFromCache(PackagedLibrary packaged) throws IOException {
        Path userCache = Path.of(surroundings.userCache());
        if (!userCache.isAbsolute()) {
            throw new IOException("the user has none (" + surroundings.userCache() + " is not an absolute path)");
        }
        String build = expected.version() + "-" + packaged.sha256().substring(0, 16);
        Path folder = PrivateFolder.open(userCache, NativeLibrary.NAME, build);
        Path file = Extraction.into(folder, packaged);
        linker.load(file);
        return file.toString();
    }

    /** Gone from the file system as soon as it is loaded: nobody else would ever use it. */
    private String loadFromTemporary(PackagedLibrary packaged) throws IOException {
        Path base = Path.of(surroundings.temporary()).toRealPath();
        PrivateFolder.requireTrusted(base);
        Path folder = Files.createTempDirectory(base, NativeLibrary.NAME + "-");
        try {
            Path file = Extraction.into(folder, packaged);
            try {
                linker.load(file);
            } finally {
                Files.delete(file);
            }
            return file.toString();
        } finally {
            Files.delete(folder);
        }
    }

    /**
     * Climbs one rung.
     *
     * @return null if the next rung is to be tried
     */
    private @Nullable NativeLibrary attempt(String name, Rung rung) {
        String origin;
        LibraryIdentity identity;
        try {
            origin = rung.load();
            identity = linker.identify();
        } catch (IOException | RuntimeException | UnsatisfiedLinkError failure) {
            // Also RuntimeException: whatever a place is like, the ladder goes on without it.
            reasons.add(name + ": " + describe(failure));
            return null;
        }
        if (!identity.equals(expected)) {
            // The JVM binds native methods to the first library that has them, so another one would change nothing.
            reasons.add(name + ": the library loaded is " + identity + ", this Java code needs " + expected);
            return NativeLibrary.unavailable(reasons);
        }
        return NativeLibrary.loaded(origin, reasons);
    }

    private static String describe(Throwable failure) {
        return failure instanceof java.nio.file.FileSystemException || failure.getMessage() == null
                ? failure.toString()
                : failure.getMessage();
    }

    /** Loads and says from where. */
    private interface Rung {
        String load() throws IOException;
    }
}
