package org.optnet4j.internal.nativelib;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A folder laid out like the jar of the native library, holding any bytes. */
record FakePackage(Path root, Path library, Path checksum) {

    static FakePackage create(Path root, byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(root.resolve("org/optnet4j/native/linux-x86_64"));
        FakePackage fake =
                new FakePackage(root, folder.resolve("liboptnet4j.so"), folder.resolve("liboptnet4j.so.sha256"));
        Files.write(fake.library, bytes);
        Files.writeString(fake.checksum, sha256(bytes) + "  liboptnet4j.so\n");
        return fake;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    ClassLoader classLoader() {
        try {
            return new URLClassLoader(new URL[] {root.toUri().toURL()}, null);
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
