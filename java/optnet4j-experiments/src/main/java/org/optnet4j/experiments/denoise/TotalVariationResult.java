package org.optnet4j.experiments.denoise;

import java.nio.file.Path;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;

/**
 * What total variation reaches.
 *
 * @param mseByLambda mean squared error, on the signals that were searched, for &lambda; = 0, 1, 2, ...
 * @param lambda the one with the smallest
 * @param trainMse mean squared error on the training signals with it
 * @param testMse mean squared error on the test signals with it
 * @param unsolved how many of the quadratic programs were not solved
 * @param seconds all of it took
 */
record TotalVariationResult(
        double[] mseByLambda, int lambda, double trainMse, double testMse, long unsolved, double seconds) {
    /**
     * Reads a result.
     *
     * @throws InputException if the file holds something else
     */
    static TotalVariationResult read(Path file) {
        TotalVariationResult result = JsonFiles.read(file, TotalVariationResult.class, "the result of total variation");
        if (result.lambda < 0 || result.lambda >= result.mseByLambda.length) {
            throw new InputException(file + ": expected lambda to be one of " + result.mseByLambda.length
                    + " that were tried, got " + result.lambda);
        }
        return result;
    }
}
