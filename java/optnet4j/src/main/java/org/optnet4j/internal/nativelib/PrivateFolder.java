package org.optnet4j.internal.nativelib;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Folders that nobody but the user can put a file into. Code is loaded from them, so whoever can write there, or swap
 * a folder above for another, runs as the user. Linux only (it reads the {@code unix} file attributes).
 */
final class PrivateFolder {

    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;

    private PrivateFolder() {}

    /**
     * Returns {@code base/names...}, made where it is missing, each new folder with permissions 0700.
     *
     * @throws IOException if a folder cannot be made or another user could change what is in it; the message names it
     */
    static Path open(Path base, String... names) throws IOException {
        Files.createDirectories(base);
        Path folder = base.toRealPath();
        requireTrusted(folder);
        for (String name : names) {
            folder = folder.resolve(name);
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException alreadyThere) {
                requireOwn(folder);
            }
        }
        return folder;
    }

    /**
     * Checks a folder given by its real path, and every folder above it: each belongs to the user or to root, and
     * others cannot write to it, or only as they can to {@code /tmp}, where they cannot rename what is not theirs.
     *
     * @throws IOException if one does not; the message names it
     */
    static void requireTrusted(Path realPath) throws IOException {
        int user = user();
        for (Path folder = realPath; folder != null; folder = folder.getParent()) {
            Map<String, Object> attributes = Files.readAttributes(folder, "unix:uid,mode");
            int owner = (int) attributes.get("uid");
            int mode = (int) attributes.get("mode");
            if (owner != user && owner != 0) {
                throw new IOException(folder + " belongs to another user (uid " + owner + ")");
            }
            if ((mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
                throw new IOException(folder + " can be written to by others (mode " + octal(mode) + ")");
            }
        }
    }

    private static void requireOwn(Path folder) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(folder, "unix:isSymbolicLink,isDirectory,uid,mode", LinkOption.NOFOLLOW_LINKS);
        int owner = (int) attributes.get("uid");
        int mode = (int) attributes.get("mode");
        if ((boolean) attributes.get("isSymbolicLink")) {
            throw new IOException(folder + " is a symbolic link");
        }
        if (!(boolean) attributes.get("isDirectory")) {
            throw new IOException(folder + " is not a folder");
        }
        if (owner != user()) {
            throw new IOException(folder + " belongs to another user (uid " + owner + ")");
        }
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            throw new IOException(folder + " can be written to by others (mode " + octal(mode) + ")");
        }
    }

    /** The effective user of this process, who owns its entry under {@code /proc}. */
    private static int user() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static String octal(int mode) {
        return Integer.toOctalString(mode & 07777);
    }
}
