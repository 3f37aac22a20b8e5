package org.optnet4j.experiments.denoise;

import java.util.SortedMap;

/** A model that maps noisy signals to less noisy ones and has parameters to be learned. */
interface Denoiser extends AutoCloseable {
    /** The parameters by name. The arrays are the model's own: an optimiser changes them in place between passes. */
    SortedMap<String, double[]> parameters();

    /**
     * Denoises signals.
     *
     * @param noisy signals, one after the other
     * @return the pass, to be closed before the parameters change
     */
    Pass forward(double[] noisy);

    @Override
    default void close() {}

    /** One forward pass, and the way back. */
    interface Pass extends AutoCloseable {
        /** What came out. */
        Denoised output();

        /**
         * The gradient of a loss, and of the model's penalty on its parameters if it has one.
         *
         * @param lossByOutput gradient of the loss with respect to the signals of {@link #output}
         * @return the gradient by the name of the parameter; signals whose problems were not solved contribute zero
         */
        SortedMap<String, double[]> gradient(double[] lossByOutput);

        @Override
        void close();
    }
}
