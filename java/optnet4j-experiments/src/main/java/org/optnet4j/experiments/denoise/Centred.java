package org.optnet4j.experiments.denoise;

import java.util.SortedMap;

/**
 * A model that sees signals less the mean of their law. What the layers here can express stays the same, but the gradient
 * of a weight is no longer mostly that of the mean, so that Adam may take larger steps.
 */
final class Centred implements Denoiser {
    private final Denoiser model;

    /** @param model what denoises the centred signals; closed with this one */
    Centred(Denoiser model) {
        this.model = model;
    }

    @Override
    public SortedMap<String, double[]> parameters() {
        return model.parameters();
    }

    @Override
    public Pass forward(double[] noisy) {
        Pass pass = model.forward(plus(noisy, -SignalLaw.MEAN));
        Denoised centred = pass.output();
        Denoised output = new Denoised(plus(centred.signals(), SignalLaw.MEAN), centred.unsolved());
        return new Pass() {
            @Override
            public Denoised output() {
                return output;
            }

            @Override
            public SortedMap<String, double[]> gradient(double[] lossByOutput) {
                return pass.gradient(lossByOutput);
            }

            @Override
            public void close() {
                pass.close();
            }
        };
    }

    @Override
    public void close() {
        model.close();
    }

    private static double[] plus(double[] signals, double offset) {
        double[] moved = new double[signals.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = signals[i] + offset;
        }
        return moved;
    }
}
