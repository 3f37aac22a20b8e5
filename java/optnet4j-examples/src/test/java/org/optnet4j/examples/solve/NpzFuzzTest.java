package org.optnet4j.examples.solve;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optnet4j.examples.testing.Fuzz;
import org.optnet4j.examples.testing.Mutator;
import org.optnet4j.examples.testing.NpzWriter;

/** Changed NumPy files. */
class NpzFuzzTest {
    @TempDir
    private Path folder;

    private int count;

    @Test
    void changedFiles() {
        List<byte[]> valid = files();
        Fuzz.run(random -> new Mutator(random).bytes(Fuzz.one(random, valid), Fuzz.one(random, valid)), this::read);
    }

    /** Changes arrays, and zips them again: nothing is wrong with the zip file and its checksums. */
    @Test
    void changedArrays() throws IOException {
        List<List<Entry>> valid = new ArrayList<>();
        for (byte[] file : files()) {
            valid.add(entries(file));
        }
        Fuzz.run(
                random -> {
                    List<Entry> entries = new ArrayList<>(valid.get(random.nextInt(valid.size())));
                    List<Entry> others = valid.get(random.nextInt(valid.size()));
                    for (int left = 1 + random.nextInt(2); left > 0; left--) {
                        change(random, entries, others);
                    }
                    return zipped(random, entries);
                },
                this::read);
    }

    /** A new file each time: some file systems take long to write over one. */
    private void read(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("in." + count++ + ".npz"), input);
        try {
            WellFormed.check(NpzProblem.read(file));
        } finally {
            Files.delete(file);
        }
    }

    private static List<byte[]> files() {
        String floats = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }";
        String longs = "{'descr': '>i8', 'fortran_order': False, 'shape': (2,), }";
        return List.of(
                new NpzWriter()
                        .add("Q", "(2, 2)", 2, 0, 0, 3)
                        .add("q", "(2,)", 1, -1)
                        .add("r", "()", 7)
                        .add("A", "(0, 2)")
                        .add("b", "(0,)")
                        .add("G", "(1, 2)", 1, 1)
                        .add("l", "(1,)", Double.NEGATIVE_INFINITY)
                        .add("u", "(1,)", 4)
                        .add("lb", "(2,)", 0, Double.NEGATIVE_INFINITY)
                        .bytes(),
                new NpzWriter()
                        .add("Q", floats, new byte[16])
                        .add("q", longs, new byte[16])
                        .add("A", "(1, 2)", 1, 1)
                        .add("b", "(1,)", 1)
                        .bytes(),
                new NpzWriter()
                        .add("Qdiag", "(1,)", 2)
                        .add("q", "(1,)", 1)
                        .add("ub", "(1,)", 3)
                        .bytes());
    }

    /** A file in a zip file. */
    private record Entry(String name, byte[] content) {}

    private static List<Entry> entries(byte[] file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(new Entry(entry.getName(), zip.readAllBytes()));
            }
        }
        return entries;
    }

    private static void change(Random random, List<Entry> entries, List<Entry> others) {
        int at = random.nextInt(entries.size());
        Entry entry = entries.get(at);
        Entry other = others.get(random.nextInt(others.size()));
        Mutator mutator = new Mutator(random);
        switch (random.nextInt(8)) {
            case 0 -> entries.set(at, new Entry(other.name(), entry.content()));
            case 1 -> entries.set(at, new Entry(changedName(mutator, entry.name(), other.name()), entry.content()));
            case 2 -> entries.add(other);
            case 3, 4 -> entries.set(at, new Entry(entry.name(), mutator.bytes(entry.content(), other.content())));
            default -> entries.set(at, new Entry(entry.name(), mutator.text(entry.content(), other.content())));
        }
    }

    private static String changedName(Mutator mutator, String name, String other) {
        byte[] changed =
                mutator.bytes(name.getBytes(StandardCharsets.ISO_8859_1), other.getBytes(StandardCharsets.ISO_8859_1));
        return new String(changed, StandardCharsets.ISO_8859_1);
    }

    private static byte[] zipped(Random random, List<Entry> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> names = new ArrayList<>();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(random.nextBoolean() ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
            for (Entry entry : entries) {
                // What writes zip files refuses two files of one name, so the later one wins another.
                String name = names.contains(entry.name()) ? names.size() + entry.name() : entry.name();
                names.add(name);
                zip.putNextEntry(new ZipEntry(name));
                zip.write(entry.content());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
