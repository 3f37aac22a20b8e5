package org.optnet4j.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build knows of itself. */
public final class BuildInfo {

    private static final String VERSION = read("version");

    private BuildInfo() {}

    /** The version of OptNet4J, for example {@code 0.1.0}. */
    public static String version() {
        return VERSION;
    }

    private static String read(String key) {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(key);
    }
}
