package org.optnet4j.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sizes of one problem.
 *
 * @param n number of variables
 * @param m number of inequalities
 * @param p number of equalities
 */
record Sizes(int n, int m, int p) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})x(\\d{1,5})x(\\d{1,5})");

    /**
     * Reads sizes.
     *
     * @param text as in {@code 100x100x25}: n, m and p
     * @return the sizes
     */
    static Sizes parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("sizes: expected n x m x p as in 100x100x25, got " + text);
        }
        return new Sizes(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }
}
