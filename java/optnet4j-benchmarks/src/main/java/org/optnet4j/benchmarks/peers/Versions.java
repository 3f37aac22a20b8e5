package org.optnet4j.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of the libraries, written into a resource by the build. */
public final class Versions {
    private Versions() {}

    /**
     * The version of a library.
     *
     * @param library optnet4j, ojalgo, hipparchus, ejml or netlib
     * @return for example 57.1.0
     */
    public static String of(String library) {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("/org/optnet4j/benchmarks/versions.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty(library);
        if (version == null) {
            throw new IllegalArgumentException(
                    "library: expected one of " + properties.stringPropertyNames() + ", got " + library);
        }
        return version;
    }
}
