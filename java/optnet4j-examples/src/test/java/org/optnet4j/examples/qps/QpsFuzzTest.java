package org.optnet4j.examples.qps;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.optnet4j.examples.io.MemoryBudget;
import org.optnet4j.examples.testing.Fuzz;
import org.optnet4j.examples.testing.Mutator;
import org.optnet4j.examples.testing.QpsWriter;
import org.optnet4j.examples.testing.RandomModel;

/** Changed QPS files. */
class QpsFuzzTest {
    private static final String ALL_SECTIONS = """
            * a comment
            NAME          problem
            OBJSENSE
                MAX
            ROWS
             N  cost
             N  other
             E  sum
             L  most
             G  least
            COLUMNS
                x         cost      1.5            sum       1
                x         most      2              least     -3e0
                y         cost      -2.5           other     1
                z         sum       1              most      .5
            RHS
                rhs       cost      -10            sum       4
                rhs       most      8              least     -1.0D+01
            RANGES
                rng       most      6              sum       -2
            BOUNDS
             UP bnd       x         40
             FR bnd       y
             MI bnd       z
             UP bnd       z         1
            QUADOBJ
                x         x         2              y         1
                y         y         3
            ENDATA
            """;
    private static final String FIXED = """
            ROWS
             N  the cost
             L  row one
             E  row 2
            COLUMNS
                x y       the cost  1.0            row one   2.0
                x y       row 2     3.0
                z         row 2     4
            RHS
                the rhs   row one   5              row 2     6
            BOUNDS
             FX bound     x y       1
             PL bound     z
            QMATRIX
                x y       z         1.0            x y       2
                z         x y       1.0
            ENDATA
            """;
    private static final List<byte[]> VALID = Stream.of(ALL_SECTIONS, FIXED, "ROWS\n N f\nCOLUMNS\n x f 1\nENDATA\n")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    @Test
    void changedFiles() {
        Fuzz.run(
                random -> {
                    byte[] written = new QpsWriter(random, RandomModel.next(random))
                            .write()
                            .getBytes(StandardCharsets.UTF_8);
                    byte[] input = random.nextBoolean() ? written : Fuzz.one(random, VALID);
                    return new Mutator(random).text(input, random.nextBoolean() ? written : Fuzz.one(random, VALID));
                },
                input -> check(QpsFile.read("in.qps", () -> new ByteArrayInputStream(input), new MemoryBudget())));
    }

    private static void check(QpsModel model) {
        int n = model.q().length;
        int m = model.h().length;
        assertTrue(n > 0);
        Fuzz.assertNumbers(model.Q(), model.diagonal() ? n : n * n, true);
        Fuzz.assertNumbers(model.q(), n, true);
        Fuzz.assertNumbers(model.A(), model.b().length * n, true);
        Fuzz.assertNumbers(model.b(), model.b().length, true);
        Fuzz.assertNumbers(model.G(), m * n, true);
        Fuzz.assertNumbers(model.l(), m, false);
        Fuzz.assertNumbers(model.h(), m, false);
        Fuzz.assertNumbers(model.lb(), n, false);
        Fuzz.assertNumbers(model.ub(), n, false);
        Fuzz.assertNumbers(new double[] {model.constant()}, 1, true);
    }
}
