package org.optnet4j.internal.nativelib;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM like this one, with the same class path, in a process of its own. */
final class ChildJvm {

    private ChildJvm() {}

    /** The option that makes a child load the library that this JVM was given; none if it was given none. */
    static List<String> givenLibrary() {
        String library = System.getProperty(NativeLibrary.PATH_PROPERTY);
        return library == null ? List.of() : List.of("-D" + NativeLibrary.PATH_PROPERTY + "=" + library);
    }

    /** Starts the main method of a class; what it prints, errors included, is its standard output. */
    static Process start(List<String> options, Class<?> main, String... arguments) throws IOException {
        return start(Map.of(), options, main, arguments);
    }

    /** The same with more environment variables. */
    static Process start(Map<String, String> environment, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("XDG_CACHE_HOME");
        builder.environment().putAll(environment);
        return builder.start();
    }
}
