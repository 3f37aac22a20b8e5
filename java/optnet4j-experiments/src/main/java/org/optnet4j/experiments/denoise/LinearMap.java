package org.optnet4j.experiments.denoise;

/**
 * The map Wy + c.
 *
 * @param matrix W, as many rows as c has numbers, row-major
 * @param offset c
 */
record LinearMap(double[] matrix, double[] offset) {
    private int rows() {
        return offset.length;
    }

    private int columns() {
        return matrix.length / offset.length;
    }

    /** Applied to vectors one after the other. */
    double[] apply(double[] vectors) {
        int rows = rows();
        int columns = columns();
        int count = vectors.length / columns;
        double[] result = new double[count * rows];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < rows; i++) {
                double sum = offset[i];
                for (int j = 0; j < columns; j++) {
                    sum += matrix[i * columns + j] * vectors[k * columns + j];
                }
                result[k * rows + i] = sum;
            }
        }
        return result;
    }

    /** dW, the sum over the vectors of dr y', where dr is the gradient of a loss with respect to the results. */
    double[] gradientOfMatrix(double[] vectors, double[] lossByResult) {
        int rows = rows();
        int columns = columns();
        double[] gradient = new double[matrix.length];
        for (int k = 0; k < lossByResult.length / rows; k++) {
            for (int i = 0; i < rows; i++) {
                double dr = lossByResult[k * rows + i];
                for (int j = 0; j < columns; j++) {
                    gradient[i * columns + j] += dr * vectors[k * columns + j];
                }
            }
        }
        return gradient;
    }

    /** dc, the sum over the vectors of dr. */
    double[] gradientOfOffset(double[] lossByResult) {
        int rows = rows();
        double[] gradient = new double[rows];
        for (int k = 0; k < lossByResult.length / rows; k++) {
            for (int i = 0; i < rows; i++) {
                gradient[i] += lossByResult[k * rows + i];
            }
        }
        return gradient;
    }
}
