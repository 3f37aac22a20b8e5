package org.optnet4j.experiments.timing;

/**
 * Times of the paper (arXiv 1703.00443, figures 1 and 2), which prints no numbers: measured in the figures' vector graphics.
 * Titan X GPU in float32; Gurobi on an i7-5960X. The layers' times were taken without waiting for the GPU, so that those of
 * the linear layer, and of the QP layer's backward pass, may be times of launches only.
 *
 * @param name of the line
 * @param x sizes of the layers, or batch sizes
 * @param seconds for the whole batch
 */
record Published(String name, double[] x, double[] seconds) {
    private static final double[] SIZES = {10, 50, 100, 500};
    private static final double[] BATCHES = {1, 64, 128};

    static final Published QP_FORWARD =
            new Published("QP, the paper (Titan X)", SIZES, new double[] {0.0638, 0.1103, 0.2000, 4.789});
    static final Published QP_BACKWARD =
            new Published("QP, the paper (Titan X)", SIZES, new double[] {0.00246, 0.00275, 0.00517, 0.1509});
    static final Published LINEAR_FORWARD =
            new Published("linear, the paper (Titan X)", SIZES, new double[] {1.44e-4, 9.0e-5, 5.9e-5, 9.0e-5});
    static final Published LINEAR_BACKWARD =
            new Published("linear, the paper (Titan X)", SIZES, new double[] {3.2e-4, 5.3e-4, 2.5e-4, 7.4e-4});
    static final Published SEQUENTIAL =
            new Published("Gurobi, one by one, the paper", BATCHES, new double[] {0.0361, 2.332, 4.669});
    static final Published SINGLE =
            new Published("qpth, one by one, the paper", BATCHES, new double[] {0.0776, 3.306, 6.644});
    static final Published BATCHED =
            new Published("qpth, batched, the paper", BATCHES, new double[] {0.0698, 0.1456, 0.1835});

    /** The seconds at a size or batch size; NaN if there is none. */
    double at(int size) {
        for (int i = 0; i < x.length; i++) {
            if (x[i] == size) {
                return seconds[i];
            }
        }
        return Double.NaN;
    }
}
