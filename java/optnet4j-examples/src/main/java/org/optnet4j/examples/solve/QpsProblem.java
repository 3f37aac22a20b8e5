package org.optnet4j.examples.solve;

import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.qps.QpsFile;
import org.optnet4j.examples.qps.QpsModel;

/** One problem in a {@code .qps} file. */
final class QpsProblem {
    private QpsProblem() {}

    /**
     * Reads a problem.
     *
     * @param file the file
     * @return the problem
     * @throws InputException if the file is malformed, or too large
     */
    static Problem read(Path file) {
        return of(QpsFile.read(file));
    }

    /** The problem of a model; bounds that are absent everywhere are left out, for a simpler shape. */
    static Problem of(QpsModel model) {
        double[] l = given(model.l());
        double[] h = given(model.h());
        int m = model.h().length;
        return new Problem(
                model.q().length,
                m,
                model.b().length,
                model.diagonal(),
                model.Q(),
                model.q(),
                model.A(),
                model.b(),
                model.G(),
                l,
                // Rows need limits of one kind, even if all of them are infinite.
                l == null && m > 0 ? model.h() : h,
                given(model.lb()),
                given(model.ub()),
                model.constant(),
                model.maximise(),
                null,
                null,
                null);
    }

    private static double @Nullable [] given(double[] bounds) {
        return Arrays.stream(bounds).allMatch(Double::isInfinite) ? null : bounds;
    }
}
