package org.optnet4j.examples.testing;

import java.util.Locale;
import java.util.Random;
import org.optnet4j.examples.qps.QpsModel;

/** Writes a problem as a QPS file, in one of the many ways there are to say the same. */
public final class QpsWriter {
    private final Random random;
    private final QpsModel model;
    private final int n;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param random chooses the way
     * @param model to write: its two-sided rows must have h - l as an exact number
     */
    public QpsWriter(Random random, QpsModel model) {
        this.random = random;
        this.model = model;
        n = model.q().length;
    }

    /** The file. */
    public String write() {
        line("NAME          RANDOM");
        if (model.maximise()) {
            line("OBJSENSE", "    MAX");
        } else if (random.nextBoolean()) {
            line("OBJSENSE MIN");
        }
        rows();
        columns();
        rightHandSides();
        ranges();
        bounds();
        quadratic();
        line("ENDATA");
        return text.toString();
    }

    private void rows() {
        line("ROWS", " N  cost");
        for (int i = 0; i < model.b().length; i++) {
            line(" E  a" + i);
        }
        for (int i = 0; i < model.h().length; i++) {
            line(" " + (isUpper(i) ? 'L' : 'G') + "  g" + i);
        }
        if (random.nextBoolean()) {
            line(" N  unused");
        }
    }

    /** Which limit is the right-hand side. */
    private boolean isUpper(int row) {
        return Double.isFinite(model.h()[row]);
    }

    private void columns() {
        line("COLUMNS");
        for (int j = 0; j < n; j++) {
            // One number at least, because a column that is not named is not there.
            pair("x" + j, "cost", sign(model.q()[j]));
            matrix(model.A(), model.b().length, "a", j);
            matrix(model.G(), model.h().length, "g", j);
        }
    }

    private void matrix(double[] matrix, int rows, String name, int j) {
        for (int i = 0; i < rows; i++) {
            if (matrix[i * n + j] != 0) {
                pair("x" + j, name + i, matrix[i * n + j]);
            }
        }
    }

    private void rightHandSides() {
        line("RHS");
        if (model.constant() != 0) {
            pair("rhs", "cost", -model.constant());
        }
        for (int i = 0; i < model.b().length; i++) {
            pair("rhs", "a" + i, model.b()[i]);
        }
        for (int i = 0; i < model.h().length; i++) {
            pair("rhs", "g" + i, isUpper(i) ? model.h()[i] : model.l()[i]);
        }
    }

    private void ranges() {
        line("RANGES");
        for (int i = 0; i < model.h().length; i++) {
            if (isUpper(i) && Double.isFinite(model.l()[i])) {
                pair("rng", "g" + i, model.h()[i] - model.l()[i]);
            }
        }
    }

    private void bounds() {
        line("BOUNDS");
        for (int j = 0; j < n; j++) {
            double lower = model.lb()[j];
            double upper = model.ub()[j];
            if (lower == upper) {
                bound("FX", j, lower);
                continue;
            }
            if (lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY) {
                line(" FR bnd       x" + j);
                continue;
            }
            boolean implied = lower == Double.NEGATIVE_INFINITY && upper < 0 && random.nextBoolean();
            if (lower == Double.NEGATIVE_INFINITY && !implied) {
                line(" MI bnd       x" + j);
            } else if (lower != 0 && !implied || lower == 0 && upper < 0) {
                bound("LO", j, lower);
            }
            if (upper != Double.POSITIVE_INFINITY) {
                bound("UP", j, upper);
            }
        }
    }

    private void quadratic() {
        boolean full = random.nextBoolean();
        boolean upper = random.nextBoolean();
        line(full ? "QMATRIX" : random.nextBoolean() ? "QUADOBJ" : "QSECTION");
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                double value = model.diagonal() ? (i == j ? model.Q()[i] : 0) : model.Q()[i * n + j];
                if (value != 0 && (full || i == j || i < j == upper)) {
                    pair("x" + j, "x" + i, sign(value));
                }
            }
        }
    }

    /** The file has the objective that is to be as large as possible, the model its negative. */
    private double sign(double value) {
        return model.maximise() ? -value : value;
    }

    private void bound(String type, int j, double value) {
        line(" " + type + " bnd       x" + j + "  " + value);
    }

    private void pair(String first, String second, double value) {
        String number =
                random.nextInt(4) == 0 ? Double.toString(value).toLowerCase(Locale.ROOT) : Double.toString(value);
        line("    " + first + "    " + second + "  " + number);
    }

    private void line(String... lines) {
        for (String line : lines) {
            text.append(line).append('\n');
        }
    }
}
