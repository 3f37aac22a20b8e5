package org.optnet4j.internal.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real library, where the build made one, loaded by JVMs of their own. */
class NativeLibraryTest {

    @TempDir
    Path folder;

    @Test
    void everyThreadGetsTheSameResult() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<NativeLibrary>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                calls.add(NativeLibrary::load);
            }
            NativeLibrary expected = NativeLibrary.load();
            for (Future<NativeLibrary> result : threads.invokeAll(calls)) {
                assertSame(expected, result.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void threadsThatLoadFirstAllAtOnceDoNotLockUp() throws Exception {
        assertEquals("the same for all", run(List.of("-Duser.home=" + folder), Stampede.class));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aNamedFileThatIsNoLibraryIsNotReplacedByAnother() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.so"), "no library");

        String report = run(List.of("-Doptnet4j.native.path=" + garbage), Report.class);

        // The JVM itself may warn about the file first.
        assertTrue(report.contains("loaded false from  because [-Doptnet4j.native.path=" + garbage + ": "), report);
    }

    @Test
    void thePackagedLibraryLoadsFromTheUsersCache() throws Exception {
        packagedLibrary();

        String first = run(List.of("-Duser.home=" + folder), Report.class);
        String second = run(List.of("-Duser.home=" + folder), Report.class);

        assertTrue(first.startsWith("loaded true from " + folder.toRealPath() + "/.cache/optnet4j/"), first);
        assertEquals(first, second);
    }

    @Test
    void aHomeNothingCanBeWrittenToIsNoHindrance() throws Exception {
        packagedLibrary();

        String report = run(List.of("-Duser.home=/proc/nobody", "-Djava.io.tmpdir=" + folder), Report.class);

        assertTrue(report.startsWith("loaded true from " + folder.toRealPath() + "/optnet4j-"), report);
    }

    @Test
    void aNamedLibraryLoads() throws Exception {
        Path copy = Files.copy(packagedLibrary(), folder.resolve("renamed.so"));

        assertEquals(
                "loaded true from " + copy + " because []",
                run(List.of("-Doptnet4j.native.path=" + copy), Report.class));
    }

    @Test
    void aLibraryOnTheLibraryPathLoads() throws Exception {
        Files.copy(packagedLibrary(), folder.resolve("liboptnet4j.so"));

        assertEquals(
                "loaded true from java.library.path because []",
                run(List.of("-Djava.library.path=" + folder), Report.class));
    }

    @Test
    void processesThatLoadAtOnceForTheFirstTimeAllSucceed() throws Exception {
        packagedLibrary();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(ChildJvm.start(List.of("-Duser.home=" + folder), Report.class));
        }
        for (Process process : processes) {
            String report = outputOf(process);
            assertTrue(report.startsWith("loaded true from " + folder.toRealPath() + "/.cache/optnet4j/"), report);
        }
    }

    /** The JVM lets only one class loader have a given file; application servers have many. */
    @Test
    void aSecondClassLoaderGetsACopyOfItsOwn() throws Exception {
        packagedLibrary();

        String report = run(List.of("-Duser.home=" + folder), TwoClassLoaders.class);

        assertEquals(2, report.split("loaded true", -1).length - 1, report);
        assertTrue(report.contains("already loaded in another classloader"), report);
    }

    private static Path packagedLibrary() throws Exception {
        URL library = NativeLibraryTest.class.getResource("/org/optnet4j/native/linux-x86_64/liboptnet4j.so");
        assumeTrue(library != null, "the native library was not built");
        return Path.of(library.toURI());
    }

    private static String run(List<String> options, Class<?> main) throws Exception {
        return outputOf(ChildJvm.start(options, main));
    }

    private static String outputOf(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        return output;
    }

    /** Loads and prints what came of it. */
    public static final class Report {
        public static void main(String[] arguments) {
            NativeLibrary library = NativeLibrary.load();
            System.out.println(
                    "loaded " + library.loaded() + " from " + library.origin() + " because " + library.reasons());
        }
    }

    /** Many threads, of which half touch the class of the native methods first. */
    static final class Stampede {
        public static void main(String[] arguments) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Callable<NativeLibrary>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                boolean methodsFirst = i % 2 == 0;
                calls.add(() -> {
                    if (methodsFirst) {
                        Class.forName(Bindings.class.getName());
                    }
                    return NativeLibrary.load();
                });
            }
            boolean same = true;
            for (Future<NativeLibrary> result : threads.invokeAll(calls)) {
                same &= result.get() == NativeLibrary.load();
            }
            threads.shutdownNow();
            System.out.println(same ? "the same for all" : "different");
        }
    }

    /** Runs {@link Report} in two class loaders of one JVM. */
    static final class TwoClassLoaders {
        public static void main(String[] arguments) throws Exception {
            List<URL> classPath = new ArrayList<>();
            for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
                classPath.add(Path.of(element).toUri().toURL());
            }
            for (int i = 0; i < 2; i++) {
                ClassLoader loader =
                        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
                Method main = loader.loadClass(Report.class.getName()).getMethod("main", String[].class);
                main.invoke(null, (Object) new String[0]);
            }
        }
    }
}
