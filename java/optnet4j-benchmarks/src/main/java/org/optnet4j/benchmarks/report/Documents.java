package org.optnet4j.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.optnet4j.benchmarks.results.Machine;
import org.optnet4j.benchmarks.results.Results;
import org.optnet4j.examples.io.AtomicFile;
import org.optnet4j.examples.io.InputException;

/**
 * The documents that have tables of results, each between two lines {@code <!-- bench NAME -->} and
 * {@code <!-- end of bench NAME -->}.
 */
public final class Documents {
    private static final List<Path> DOCUMENTS = List.of(Path.of("README.md"), Path.of("docs", "benchmarks.md"));
    private static final Path PLOTS = Path.of("docs", "benchmarks");
    private static final Pattern BLOCK =
            Pattern.compile("(<!-- bench (\\S+) -->\\n).*?(<!-- end of bench \\2 -->)", Pattern.DOTALL);

    private Documents() {}

    /**
     * Writes results into the documents, and draws the plots.
     *
     * @param root the folder of the repository
     * @param results what was measured
     * @throws InputException if a document is not there, or has no place for a table
     */
    public static void write(Path root, Results results) {
        Map<String, String> tables = DocumentTables.of(results);
        for (Path document : DOCUMENTS) {
            Path file = root.resolve(document);
            String text = filled(file.toString(), read(file), tables);
            AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        }
        Plots.write(root.resolve(PLOTS), results);
    }

    /**
     * The folders that {@link #write} writes to.
     *
     * @param root the folder of the repository
     * @return the folders
     */
    public static List<Path> folders(Path root) {
        return List.of(root, root.resolve(PLOTS).getParent(), root.resolve(PLOTS));
    }

    /**
     * Makes sure that the documents have places for tables, and for none of an unknown name.
     *
     * @param root the folder of the repository
     * @throws InputException if not
     */
    public static void requirePlaces(Path root) {
        Map<String, String> tables = DocumentTables.of(new Results(Machine.current(), "", "", List.of()));
        for (Path document : DOCUMENTS) {
            Path file = root.resolve(document);
            filled(file.toString(), read(file), tables);
        }
    }

    /**
     * Replaces every table of a document.
     *
     * @param name of the document, for messages
     * @param text of the document
     * @param tables what is between the lines, by name
     * @return the new text
     * @throws InputException if there is no place for a table, or one for a table of an unknown name
     */
    static String filled(String name, String text, Map<String, String> tables) {
        Matcher matcher = BLOCK.matcher(text);
        StringBuilder filled = new StringBuilder();
        int blocks = 0;
        while (matcher.find()) {
            String table = tables.get(matcher.group(2));
            if (table == null) {
                throw new InputException(
                        name + ": <!-- bench " + matcher.group(2) + " -->: expected one of " + tables.keySet());
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(matcher.group(1) + table + matcher.group(3)));
            blocks++;
        }
        if (blocks == 0) {
            throw new InputException(name + ": expected lines <!-- bench NAME --> and <!-- end of bench NAME -->");
        }
        return matcher.appendTail(filled).toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + AtomicFile.reason(e), e);
        }
    }
}
