package org.optnet4j.examples.cli;

import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSettings;
import org.optnet4j.examples.io.InputException;
import picocli.CommandLine.Option;

/** When the solver stops. */
final class StoppingOptions {
    @Option(
            names = "--eps-abs",
            paramLabel = "E",
            description = "Absolute tolerance. Default: 1e-8 in float64, 1e-4 in float32.")
    private @Nullable Double epsAbs;

    @Option(
            names = "--eps-rel",
            paramLabel = "E",
            description = "Relative tolerance. Default: 1e-8 in float64, 1e-4 in float32.")
    private @Nullable Double epsRel;

    @Option(names = "--max-iterations", paramLabel = "K", description = "Iteration limit. Default: 50.")
    private @Nullable Integer maxIterations;

    /** The default settings with what was given. */
    QpSettings settings() {
        QpSettings settings = QpSettings.defaults();
        if (epsAbs != null) {
            settings = settings.withEpsAbs(tolerance("--eps-abs", epsAbs));
        }
        if (epsRel != null) {
            settings = settings.withEpsRel(tolerance("--eps-rel", epsRel));
        }
        if (maxIterations != null) {
            settings = settings.withMaxIterations(
                    (int) Numbers.between("--max-iterations", maxIterations, 1, Integer.MAX_VALUE));
        }
        return settings;
    }

    private static double tolerance(String option, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InputException(option + ": expected a finite number, not negative, got " + value);
        }
        return value;
    }
}
