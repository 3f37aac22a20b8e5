package org.optnet4j.examples.solve;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.optnet4j.Precision;
import org.optnet4j.examples.testing.Fuzz;
import org.optnet4j.examples.testing.Mutator;

/** Changed JSON files. */
class JsonFuzzTest {
    private static final String ONE = """
            {"problems": [{
              "q": [5, 6.5], "Q": [[1, 2e-3], [3, 4]], "A": [[7, 8]], "b": [9],
              "G": [[1, 0], [0, 1], [1, 1]], "h": [1, 2, 3],
              "dLdx": [1, -1], "dLdnu": [2], "dLdlambda": [0, 0, -0.0]}]}
            """;
    private static final String SEVERAL = """
            {"problems":[
             {"Qdiag":[1,1],"q":[1,-2],"G":[[1,3],[2,4]],"l":[null,1],"u":[2,null],"lb":[null,-1e3],"ub":[3,null]},
             {"Qdiag":[0],"q":[1],"G":[[1]],"l":[1]},
             {"Q":[[1,0,0],[0,1,0],[0,0,1]],"q":[1,2,3],"A":[],"b":[],"G":[],"h":[]}
            ]}
            """;
    private static final List<byte[]> VALID = Stream.of(
                    ONE, SEVERAL, "{\"problems\":[{\"Q\":[[1]],\"q\":[1]}]}", "{\"problems\":[]}")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    @Test
    void changedDocuments() {
        Fuzz.run(random -> new Mutator(random).text(Fuzz.one(random, VALID), Fuzz.one(random, VALID)), input -> {
            Precision precision = input.length % 2 == 0 ? Precision.FLOAT64 : Precision.FLOAT32;
            ProblemReader.read("in.json", new ByteArrayInputStream(input), precision)
                    .forEach(WellFormed::check);
        });
    }
}
