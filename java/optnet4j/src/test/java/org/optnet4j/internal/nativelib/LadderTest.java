package org.optnet4j.internal.nativelib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LadderTest {

    private static final byte[] BYTES = "the bytes of a library".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final FakeLinker linker = new FakeLinker();
    private FakePackage packaged;
    private Path cache;
    private Path temporary;

    @BeforeEach
    void layOut() throws IOException {
        packaged = FakePackage.create(folder.resolve("jar"), BYTES);
        cache = folder.resolve("home/.cache");
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    @Test
    void aNamedFileIsLoadedAndNothingElseIsTried() throws IOException {
        Path file = Files.write(folder.resolve("own.so"), BYTES);

        NativeLibrary library = climb(file.toString());

        assertTrue(library.loaded());
        assertEquals(file.toString(), library.origin());
        assertEquals(List.of(), library.reasons());
        assertFalse(linker.libraryPathTried);
    }

    @Test
    void aNamedFileThatIsMissingEndsTheLadder() {
        linker.onLibraryPath = true;

        NativeLibrary library = climb(folder.resolve("missing.so").toString());

        assertUnavailable(library, "optnet4j.native.path", "missing.so", "no such file");
        assertFalse(linker.libraryPathTried);
        assertEquals(List.of(), linker.files);
    }

    @Test
    void theLibraryPathComesBeforeThePackagedLibrary() {
        linker.onLibraryPath = true;

        NativeLibrary library = climb();

        assertTrue(library.loaded());
        assertEquals("java.library.path", library.origin());
        assertFalse(Files.exists(cache));
    }

    @Test
    void thePackagedLibraryIsExtractedToAnOwnerOnlyFolderOfItsVersion() throws IOException {
        NativeLibrary library = climb();

        assertTrue(library.loaded(), library.reasons()::toString);
        Path expected = cache.toRealPath()
                .resolve("optnet4j/1.2.3-" + FakePackage.sha256(BYTES).substring(0, 16) + "/liboptnet4j.so");
        assertEquals(expected.toString(), library.origin());
        assertArrayEquals(BYTES, linker.contents.get(0));
        assertEquals("rwx------", permissions(expected.getParent()));
        assertEquals("rwx------", permissions(expected.getParent().getParent()));
        assertEquals(List.of("liboptnet4j.so"), names(expected.getParent()));
        assertEquals(1, library.reasons().size(), library.reasons()::toString);
        assertTrue(library.reasons().get(0).startsWith("java.library.path: "));
    }

    @Test
    void aCachedFileThatIsRightIsUsedAsItIs() throws IOException {
        Path file = Path.of(climb().origin());
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(file, old);

        assertEquals(file.toString(), climb().origin());
        assertEquals(old, Files.getLastModifiedTime(file));
    }

    @Test
    void aCachedFileThatWasChangedIsReplaced() throws IOException {
        Path file = Path.of(climb().origin());
        byte[] changed = BYTES.clone();
        changed[3] ^= 1;
        Files.write(file, changed);

        assertTrue(climb().loaded());
        assertArrayEquals(BYTES, linker.contents.get(1));
        assertArrayEquals(BYTES, Files.readAllBytes(file));
    }

    @Test
    void aCachedFileThatIsCutShortIsReplaced() throws IOException {
        Path file = Path.of(climb().origin());
        Files.write(file, new byte[0]);

        assertTrue(climb().loaded());
        assertArrayEquals(BYTES, linker.contents.get(1));
    }

    @Test
    void aCachedFileThatIsALinkIsReplacedAndItsTargetLeftAlone() throws IOException {
        Path file = Path.of(climb().origin());
        Path target = Files.write(folder.resolve("elsewhere"), BYTES);
        Files.delete(file);
        Files.createSymbolicLink(file, target);

        assertTrue(climb().loaded());
        assertTrue(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.exists(target));
    }

    @Test
    void aFolderOthersCanWriteToIsRefused() throws IOException {
        Path poisoned = Path.of(climb().origin()).getParent();
        Files.setPosixFilePermissions(poisoned, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertExtractedToTemporaryFolder(climb(), poisoned + " can be written to by others (mode 777)");
    }

    @Test
    void aCacheFolderOthersCanWriteToIsRefused() throws IOException {
        Files.createDirectories(cache);
        Files.setPosixFilePermissions(cache.getParent(), PosixFilePermissions.fromString("rwxrwx---"));

        assertExtractedToTemporaryFolder(climb(), "can be written to by others (mode 770)");
        assertEquals(List.of(), names(cache));
    }

    @Test
    void aFolderThatIsALinkIsRefused() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectories(cache);
        Files.createSymbolicLink(cache.resolve("optnet4j"), elsewhere);

        assertExtractedToTemporaryFolder(climb(), "is a symbolic link");
        assertEquals(List.of(), names(elsewhere));
    }

    @Test
    void aFolderOfAnotherUserIsRefused() throws IOException {
        Path poisoned = Path.of(climb().origin()).getParent();
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can give folders away");
        Files.setAttribute(poisoned, "unix:uid", 54321);

        assertExtractedToTemporaryFolder(climb(), poisoned + " belongs to another user (uid 54321)");
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        Files.createDirectories(cache);
        Files.createFile(cache.resolve("optnet4j"));

        assertExtractedToTemporaryFolder(climb(), "is not a folder");
    }

    @Test
    void aCacheFolderThatCannotBeMadeIsDoneWithout() {
        // Not a folder without permissions: root, who runs the tests in containers, could write to it all the same.
        cache = Path.of("/proc/no-folder-can-be-made-here/.cache");

        assertExtractedToTemporaryFolder(climb(), "/proc/no-folder-can-be-made-here");
    }

    @Test
    void aUserWithoutAHomeHasNoCacheFolder() {
        cache = Path.of("?", ".cache");

        assertExtractedToTemporaryFolder(climb(), "not an absolute path");
    }

    @Test
    void withoutAnyUsableFolderNothingIsLoaded() {
        cache = Path.of("/proc/no-cache");
        temporary = Path.of("/proc/no-tmp");

        assertUnavailable(climb(), "java.library.path: ", "cache folder: ", "temporary folder: ");
        assertEquals(List.of(), linker.files);
    }

    @Test
    void bytesThatDoNotHaveTheirChecksumAreNeverLoaded() throws IOException {
        Files.write(packaged.library(), "other bytes".getBytes(StandardCharsets.US_ASCII));

        assertUnavailable(climb(), "damaged", FakePackage.sha256(BYTES));
        assertEquals(List.of(), linker.files);
        try (Stream<Path> left = Files.walk(folder.resolve("home"))) {
            assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
        }
        assertEquals(List.of(), names(temporary));
    }

    @Test
    void aMissingLibraryIsSaid() throws IOException {
        Files.delete(packaged.library());

        assertUnavailable(climb(), "no resource /org/optnet4j/native/linux-x86_64/liboptnet4j.so ");
    }

    @Test
    void aMissingChecksumIsSaid() throws IOException {
        Files.delete(packaged.checksum());

        assertUnavailable(climb(), "no resource /org/optnet4j/native/linux-x86_64/liboptnet4j.so.sha256 ");
        assertEquals(List.of(), linker.files);
    }

    @Test
    void aChecksumThatIsNoneIsSaid() throws IOException {
        Files.writeString(packaged.checksum(), "../../../../tmp/x");

        assertUnavailable(climb(), "does not begin with a SHA-256");
        assertEquals(List.of(), linker.files);
    }

    @Test
    void aLibraryOfAnotherAbiIsNotUsedAndEndsTheLadder() {
        linker.onLibraryPath = true;
        linker.identity = new LibraryIdentity("1.2.3", 8);

        assertUnavailable(climb(), "version 1.2.3 with ABI 8", "needs version 1.2.3 with ABI 7");
        assertEquals(List.of(), linker.files);
    }

    @Test
    void aLibraryOfAnotherVersionIsNotUsed() {
        linker.identity = new LibraryIdentity("1.2.4", 7);

        assertUnavailable(climb(), "cache folder: ", "version 1.2.4 with ABI 7");
    }

    @Test
    void anotherLibraryOfTheSameNameIsPassedBy() {
        linker.onLibraryPath = true;
        linker.identity = null;

        assertUnavailable(climb(), "java.library.path: no such method", "cache folder: no such method");
    }

    @Test
    void aCacheFolderThatIsNoPathIsPassedBy() {
        Ladder.Surroundings here = surroundings(null);
        Ladder.Surroundings odd =
                new Ladder.Surroundings(null, here.classLoader(), here.platform(), "/no\0path", here.temporary());

        assertExtractedToTemporaryFolder(new Ladder(FakeLinker.IDENTITY, linker, odd).climb(), "no");
    }

    @Test
    void aPlatformWithoutALibrarySaysSo() {
        Ladder.Surroundings here = surroundings(null);
        Ladder.Surroundings mac = new Ladder.Surroundings(
                null, here.classLoader(), Platform.of("Mac OS X", "aarch64"), here.userCache(), here.temporary());

        NativeLibrary library = new Ladder(FakeLinker.IDENTITY, linker, mac).climb();

        assertUnavailable(library, "none for macos-aarch64, only for linux-x86_64");
        assertTrue(linker.libraryPathTried);
    }

    private NativeLibrary climb() {
        return climb(null);
    }

    private NativeLibrary climb(@Nullable String override) {
        return new Ladder(FakeLinker.IDENTITY, linker, surroundings(override)).climb();
    }

    private Ladder.Surroundings surroundings(@Nullable String override) {
        return new Ladder.Surroundings(
                override, packaged.classLoader(), Platform.LINUX_X86_64, cache.toString(), temporary.toString());
    }

    private void assertExtractedToTemporaryFolder(NativeLibrary library, String reason) {
        assertTrue(library.loaded(), library.reasons()::toString);
        assertTrue(library.origin().startsWith(temporary.toString()), library::origin);
        assertEquals(2, library.reasons().size(), library.reasons()::toString);
        String last = library.reasons().get(1);
        assertTrue(last.startsWith("cache folder: ") && last.contains(reason), last);
        assertArrayEquals(BYTES, linker.contents.get(linker.contents.size() - 1));
        assertEquals(List.of(), names(temporary), "nothing may stay in the temporary folder");
        assertNotEquals(0, linker.files.size());
    }

    private static void assertUnavailable(NativeLibrary library, String... partsOfTheReasons) {
        assertFalse(library.loaded());
        assertEquals("", library.origin());
        String reasons = String.join("\n", library.reasons());
        for (String part : partsOfTheReasons) {
            assertTrue(reasons.contains(part), () -> "expected \"" + part + "\" in:\n" + reasons);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
