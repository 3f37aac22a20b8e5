package org.optnet4j.internal.nativelib;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Puts a packaged library into a private folder as a file that can be loaded. */
final class Extraction {

    private Extraction() {}

    /**
     * Returns the file of the library in {@code folder}. A file already there is used if its bytes have the right
     * SHA-256, which is computed every time; else it is replaced. Safe against other processes doing the same: the
     * file appears complete or not at all.
     *
     * @param folder one that only the user can write to, see {@link PrivateFolder}
     * @throws IOException if the file cannot be written or the packaged bytes do not have their SHA-256
     */
    static Path into(Path folder, PackagedLibrary library) throws IOException {
        Path file = folder.resolve(library.fileName());
        if (isRight(file, library)) {
            return file;
        }
        Path unfinished = Files.createTempFile(folder, library.fileName(), ".tmp");
        try {
            String written;
            try (InputStream in = library.open();
                    OutputStream out = Files.newOutputStream(unfinished)) {
                written = sha256(in, out);
            }
            if (!written.equals(library.sha256())) {
                throw new IOException(library.location() + " is damaged: its SHA-256 is " + written + ", expected "
                        + library.sha256());
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return file;
    }

    private static boolean isRight(Path file, PackagedLibrary library) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return sha256(in, OutputStream.nullOutputStream()).equals(library.sha256());
        } catch (NoSuchFileException removedMeanwhile) {
            return false;
        }
    }

    /** Copies all bytes and returns their SHA-256 in hexadecimal. */
    private static String sha256(InputStream in, OutputStream out) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new AssertionError(everyJvmHasIt);
        }
        new DigestInputStream(in, digest).transferTo(out);
        return HexFormat.of().formatHex(digest.digest());
    }
}
