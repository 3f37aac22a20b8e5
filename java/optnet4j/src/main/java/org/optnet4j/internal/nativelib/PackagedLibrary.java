package org.optnet4j.internal.nativelib;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A native library on the class path, with the SHA-256 its build wrote beside it.
 *
 * @param fileName the file name of the library, for example {@code liboptnet4j.so}
 * @param location where its bytes are
 * @param sha256 what they must hash to, 64 lower-case hexadecimal digits
 */
record PackagedLibrary(String fileName, URL location, String sha256) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Finds the library packaged for a platform.
     *
     * <p>The class loader is asked, not a class: the library comes in a jar of its own, and a class of a named module
     * sees only the resources of that module.
     *
     * @throws IOException if there is none or its checksum cannot be read; the message says which
     */
    static PackagedLibrary find(ClassLoader loader, Platform platform, String fileName) throws IOException {
        String resource = "org/optnet4j/native/" + platform + "/" + fileName;
        URL library = loader.getResource(resource);
        if (library == null) {
            throw new IOException("no resource /" + resource + " on the class path (it comes in optnet4j-<version>-"
                    + platform + ".jar)");
        }
        URL checksum = loader.getResource(resource + ".sha256");
        if (checksum == null) {
            throw new IOException("no resource /" + resource + ".sha256 beside " + library);
        }
        String sha256;
        try (InputStream in = openUncached(checksum)) {
            sha256 = new String(in.readNBytes(64), StandardCharsets.US_ASCII);
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IOException(checksum + " does not begin with a SHA-256");
        }
        return new PackagedLibrary(fileName, library, sha256);
    }

    /** Opens the bytes of the library; the caller closes the stream. */
    InputStream open() throws IOException {
        return openUncached(location);
    }

    /** The cache of jar connections would keep a jar open, and its old bytes visible, after it was replaced. */
    private static InputStream openUncached(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }
}
