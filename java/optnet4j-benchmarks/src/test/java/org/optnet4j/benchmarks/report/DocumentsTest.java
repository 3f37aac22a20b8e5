package org.optnet4j.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.benchmarks.results.ResultsFile;
import org.optnet4j.examples.io.InputException;

class DocumentsTest {
    private static final Path ROOT = Path.of("../..");

    @TempDir
    private Path folder;

    /** {@code ./optnet4j bench --from docs/benchmarks/results.json --docs .} makes them so. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/benchmarks.md"})
    void documentsHaveTheFiguresOfTheResults(String document) throws IOException {
        Map<String, String> tables = DocumentTables.of(ResultsFile.read(ROOT.resolve("docs/benchmarks/results.json")));
        String text = Files.readString(ROOT.resolve(document));
        assertEquals(Documents.filled(document, text, tables), text);
    }

    @Test
    void everyTableHasAPlace() throws IOException {
        String text =
                Files.readString(ROOT.resolve("README.md")) + Files.readString(ROOT.resolve("docs/benchmarks.md"));
        for (String name : DocumentTables.of(SampleResults.make()).keySet()) {
            assertTrue(text.contains("<!-- bench " + name + " -->"), name);
        }
    }

    @Test
    void aTableTakesThePlaceOfTheOneBefore() {
        String before = "# T\n<!-- bench a -->\nold\n<!-- end of bench a -->\nend\n";
        String after = "# T\n<!-- bench a -->\n$1\n<!-- end of bench a -->\nend\n";
        assertEquals(after, Documents.filled("x.md", before, Map.of("a", "$1\n")));
    }

    @Test
    void aDocumentWithoutOrWithUnknownTablesIsAnError() {
        InputException thrown =
                assertThrows(InputException.class, () -> Documents.filled("x.md", "text", Map.of("a", "")));
        assertEquals("x.md: expected lines <!-- bench NAME --> and <!-- end of bench NAME -->", thrown.getMessage());
        thrown = assertThrows(
                InputException.class,
                () -> Documents.filled("x.md", "<!-- bench b -->\n<!-- end of bench b -->", Map.of("a", "")));
        assertEquals("x.md: <!-- bench b -->: expected one of [a]", thrown.getMessage());
    }

    @Test
    void documentsAndPlotsAreWritten() throws IOException {
        Files.createDirectories(folder.resolve("docs/benchmarks"));
        for (String document : new String[] {"README.md", "docs/benchmarks.md"}) {
            Files.copy(ROOT.resolve(document), folder.resolve(document));
        }
        Documents.requirePlaces(folder);
        Documents.write(folder, SampleResults.make().merged(SampleResults.make()));
        assertTrue(Files.readString(folder.resolve("README.md")).contains("| F1 8,8,0 |   128 |    2.00 |    0.500 |"));
        assertTrue(Files.readString(folder.resolve("docs/benchmarks.md")).contains("failed (2e-5)"));
        for (String plot : new String[] {"time-by-variables", "time-by-batch", "backward-by-variables", "cholesky"}) {
            String svg = Files.readString(folder.resolve("docs/benchmarks/" + plot + ".svg"));
            assertTrue(svg.contains("<svg"), plot);
        }
    }
}
