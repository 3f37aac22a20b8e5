package org.optnet4j.internal.nativelib;

import java.util.Locale;

/**
 * The operating system and processor of a JVM, in the words the packaged libraries are filed under.
 *
 * @param os {@code linux}, {@code macos}, {@code windows} or the JVM's own word, in lower case
 * @param arch {@code x86_64}, {@code aarch64} or the JVM's own word, in lower case
 */
record Platform(String os, String arch) {

    /** The one platform a native library is built for in this version. */
    static final Platform LINUX_X86_64 = new Platform("linux", "x86_64");

    /** The platform of the running JVM. */
    static Platform current() {
        return of(System.getProperty("os.name", "unknown"), System.getProperty("os.arch", "unknown"));
    }

    /** The platform that the system properties {@code os.name} and {@code os.arch} describe. */
    static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("mac")) {
            os = "macos";
        } else if (os.startsWith("windows")) {
            os = "windows";
        }
        String arch = osArch.toLowerCase(Locale.ROOT);
        if (arch.equals("amd64")) {
            arch = "x86_64";
        }
        return new Platform(os, arch);
    }

    @Override
    public String toString() {
        return os + "-" + arch;
    }
}
