package org.optnet4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.optnet4j.Precision;

/**
 * A line of the case table.
 *
 * @param shared letters of the parameters of which there is one block
 * @param tolerance64 on the scaled KKT residuals in double precision
 * @param tolerance32 the same in single precision
 */
public record Case(
        String name,
        Family family,
        int batch,
        int n,
        int m,
        int p,
        String shared,
        double tolerance64,
        double tolerance32) {
    private static final Path TABLE = Path.of("../../tests/cases.csv");

    /** A case outside the table. */
    public static Case of(Family family, int batch, int n, int m, int p, String shared) {
        return new Case(family.name(), family, batch, n, m, p, shared, 1e-8, 1e-4);
    }

    public static Stream<Case> all() {
        try {
            List<String> lines = Files.readAllLines(TABLE);
            return lines.stream().filter(line -> !line.startsWith("#")).skip(1).map(Case::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Stream<Case> ofFamily(Family family) {
        return all().filter(line -> line.family == family);
    }

    public QpData data(Random random) {
        return family.make(this, random);
    }

    public double tolerance(Precision precision) {
        return precision == Precision.FLOAT64 ? tolerance64 : tolerance32;
    }

    int blocks(char parameter) {
        return shared.indexOf(parameter) >= 0 ? 1 : batch;
    }

    @Override
    public String toString() {
        return name;
    }

    private static Case parse(String line) {
        String[] fields = line.split(",");
        return new Case(
                fields[0],
                Family.valueOf(fields[1].toUpperCase(Locale.ROOT)),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                Integer.parseInt(fields[4]),
                Integer.parseInt(fields[5]),
                fields[6].equals("none") ? "" : fields[6],
                Double.parseDouble(fields[7]),
                Double.parseDouble(fields[8]));
    }
}
